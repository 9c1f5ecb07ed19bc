import { hydrate } from "preact";
import { App } from "./app.tsx";
import { createApi } from "./checkout/api.ts";
import { newAttemptKey } from "./checkout/attempt-key.ts";
import { createCheckout } from "./checkout/checkout.ts";
import { FIELD_ORDER } from "./checkout/fields.ts";
import { initialState } from "./checkout/state.ts";
import { wait } from "./checkout/wait.ts";
import { followOutcome, listenForEscape } from "./effects.ts";
import { takeTexts } from "./messages/page-texts.ts";
import { openOverlayChannel } from "./overlay-channel.ts";
import { type MessageKind, MessageScreen } from "./screens/message-screen.tsx";
import { readTyped } from "./typed.ts";
import type { CheckoutView } from "./view.ts";
import "./styles/index.css";

const embedded = window.parent !== window;
const root = document.getElementById("app");
const props = document.getElementById("page-view");
const shown = root?.querySelector<HTMLElement>("[data-message]");

if (root && props) takeOver(root, JSON.parse(props.textContent ?? "") as CheckoutView);
else if (root && shown) takeOverMessage(root, shown.dataset.message as MessageKind);

function takeOver(app: HTMLElement, view: CheckoutView): void {
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const checkout = createCheckout(view, {
    api: createApi(view.session_id, token, fetch.bind(window)),
    wait,
    today: () => new Date(),
    newKey: () => newAttemptKey(crypto),
  });
  const { session_id: checkout_session_id, client_reference_id } = view;
  const channel = embedded
    ? openOverlayChannel(window, window.parent, { checkout_session_id, client_reference_id })
    : null;
  const exits = { cancel: () => channel?.post("cancel"), close: () => channel?.post("close") };
  const messages = takeTexts(app);
  const typed = readTyped(app, initialState(view).fields, FIELD_ORDER);
  hydrate(<App checkout={checkout} messages={messages} exits={exits} />, app);
  followOutcome(checkout, { messages, channel, leaveFor: (url) => location.assign(url) });
  listenForEscape(document, checkout, exits.close);
  checkout.start(embedded, typed);
}

/** A page without a session has nothing to do but to tell the merchant's page, and to let itself be closed. */
function takeOverMessage(app: HTMLElement, kind: MessageKind): void {
  const messages = takeTexts(app);
  const checkout_session_id = decodeURIComponent(location.pathname.split("/").pop() ?? "");
  const channel = embedded
    ? openOverlayChannel(window, window.parent, { checkout_session_id, client_reference_id: null })
    : null;
  const close = channel && (() => channel.post("close"));
  hydrate(<MessageScreen kind={kind} messages={messages} onClose={close} />, app);
  channel?.post("error", { code: kind, message: messages[`${kind}_title`] });
  if (close) listenForEscape(document, null, close);
}
