import { idIn } from "./address.ts";
import { cardAddress } from "./card-address.ts";
import { createOutcome } from "./card-outcome.ts";
import { connectCashier } from "./cashier.ts";
import { complain } from "./complain.ts";
import type { Emitter } from "./emitter.ts";
import { openPopup } from "./popup.ts";
import type { CardCallbacks, CardSessionAnswer, CardWindow, Sdk } from "./types.ts";

/** What saving one card needs. */
export interface AddCardOptions {
  session: Parameters<Sdk["cards"]["add"]>[0];
  callbacks: CardCallbacks;
  cashier_origin: string;
  emitter: Emitter;
}

/** A window that goes away sooner than this after it was sent to the cashier was hardly closed by a person. */
const AT_ONCE_MS = 2_000;

const BLOCKED =
  "The browser blocked the card window. Call cards.add in a click's handler, before any await, or send the buyer to url.";
const LOST =
  "The card window was closed at once, or this page's Cross-Origin-Opener-Policy has cut it off: use same-origin-allow-popups.";

/** Opens the window in which a buyer enters a card, and tells once what came of it. */
export function addCard({ session, callbacks, cashier_origin, emitter }: AddCardOptions): CardWindow {
  // At once, while the click still counts; the session may take its time.
  const popup = openPopup();
  const opened = popup !== null && !popup.closed;
  const outcome = createOutcome(callbacks, emitter);
  const reference = { setup_intent_id: "" };
  const life = new AbortController();
  let deadline_ms = 0;

  const close = () => {
    life.abort();
    popup?.close();
    outcome.cancel(reference);
  };
  const fail = (code: string, message: string, url?: string) => {
    complain(message);
    outcome.error({ code, message, url });
    close();
  };
  const send = (answer: CardSessionAnswer) => {
    if (life.signal.aborted) return;
    const url = cardAddress(answer, cashier_origin);
    reference.setup_intent_id = idIn(url);
    if (!opened) return fail("popup_blocked", BLOCKED, url);
    deadline_ms = performance.now() + AT_ONCE_MS;
    popup.location = url;
  };

  connectCashier(() => popup, cashier_origin, life.signal, {
    onMessage({ type, code, message, payment_method }) {
      if (type === "success") outcome.success({ ...reference, payment_method });
      if (type === "error") outcome.error({ code: String(code), message: String(message) });
      if (type === "cancel" || type === "close") close();
    },
    onSilence: (cause) => fail("load_failed", `${cause}.`),
    onGone: (answered) =>
      !answered && performance.now() < deadline_ms ? fail("window_lost", LOST) : close(),
    onLeave: close,
  });
  Promise.resolve(session)
    .then(send)
    .catch((reason) =>
      fail(
        "invalid_session",
        `cards.add takes what ${cashier_origin} answered to POST /public/customers/:id/setup-intent (${reason}).`,
      ),
    );
  return { opened, close };
}
