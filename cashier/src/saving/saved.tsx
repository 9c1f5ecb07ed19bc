import { brandNamed } from "../card/brand.ts";
import { validTo } from "../card/valid-to.ts";
import { fill } from "../messages/index.ts";
import { Icon } from "../ui/icon.tsx";
import { ScreenTitle } from "../ui/screen-title.tsx";
import { TestBadge } from "./card-frame.tsx";
import { useSaving } from "./saving-page.ts";

/** The end: the card is saved, just now or before the page was loaded. */
export function Saved({ already_saved }: { already_saved: boolean }) {
  const { state, messages, exits } = useSaving();
  const { merchant_name: merchant } = state.view;
  return (
    <div class="page single">
      <main>
        <div class="card">
          <TestBadge />
          <span class="mark success">
            <Icon name="check" />
          </span>
          <ScreenTitle level={1}>
            {already_saved ? messages.already_saved_title : messages.saved_title}
          </ScreenTitle>
          <p>{fill(messages.saved_text, { merchant })}</p>
          <Details />
          {exits ? (
            <>
              {!already_saved && <p class="note">{messages.saved_closing}</p>}
              <button type="button" class="pay" onClick={exits.close}>
                {messages.done}
              </button>
            </>
          ) : (
            <p class="note">{messages.may_close}</p>
          )}
        </div>
      </main>
      <footer>{messages.powered_by}</footer>
    </div>
  );
}

function Details() {
  const { state, messages } = useSaving();
  const { card, merchant_name } = state.view;
  if (!card) return null;
  const brand = brandNamed(card.brand)?.name ?? messages.card;
  const rows = [
    [messages.saved_with, merchant_name],
    [messages.saved_card, fill(messages.card_ending, { brand, last4: card.last4 })],
    [messages.card_valid_to, validTo(card)],
  ];
  return (
    <dl class="receipt">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
