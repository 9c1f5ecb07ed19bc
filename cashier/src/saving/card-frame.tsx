import type { ComponentChildren } from "preact";
import { fill } from "../messages/index.ts";
import { useSaving } from "./saving-page.ts";

/** With whom the card is saved and what that means, above what is to be done now. */
export function CardFrame({ panel }: { panel: ComponentChildren }) {
  const { state, messages } = useSaving();
  const { merchant_name: merchant, customer_email: email } = state.view;
  return (
    <div class="page single">
      <main>
        <div class="card saving">
          <TestBadge />
          <h1 class="screen-title">{fill(messages.save_heading, { merchant })}</h1>
          <p>{fill(messages.save_consent, { merchant })}</p>
          {email && <p class="note">{fill(messages.save_for, { email })}</p>}
          {panel}
        </div>
      </main>
      <footer>{messages.powered_by}</footer>
    </div>
  );
}

/** Says that nothing is real. */
export function TestBadge() {
  const { state, messages } = useSaving();
  if (state.view.livemode) return null;
  return (
    <div class="top-bar">
      <span class="badge">{messages.test_mode}</span>
    </div>
  );
}
