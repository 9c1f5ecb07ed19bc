import { hydrate } from "preact";
import { newAttemptKey } from "./checkout/attempt-key.ts";
import { CARD_FIELDS } from "./checkout/fields.ts";
import { wait } from "./checkout/wait.ts";
import { takeTexts } from "./messages/page-texts.ts";
import type { SavingMessages } from "./messages/saving.ts";
import { openOverlayChannel } from "./overlay-channel.ts";
import { createSavingApi } from "./saving/api.ts";
import { SavingApp } from "./saving/app.tsx";
import { followSaving } from "./saving/effects.ts";
import { createSaving } from "./saving/saving.ts";
import { initialState } from "./saving/state.ts";
import { type MessageKind, MessageScreen } from "./screens/message-screen.tsx";
import { readTyped } from "./typed.ts";
import type { CardView } from "./view.ts";

const root = document.getElementById("app");
const props = document.getElementById("page-view");
const shown = root?.querySelector<HTMLElement>("[data-message]");

if (root && props) takeOver(root, JSON.parse(props.textContent ?? "") as CardView);
else if (root && shown) takeOverMessage(root, shown.dataset.message as MessageKind);

/** The line to the page that opened this window, and the ways back to it; null in a window that nobody opened. */
function openLine(setup_intent_id: string) {
  const opener: Window | null = window.opener;
  if (!opener) return null;
  const channel = openOverlayChannel(window, opener, { setup_intent_id });
  const leave = (type: "cancel" | "close") => () => {
    channel.post(type);
    window.close();
  };
  return { channel, exits: { cancel: leave("cancel"), close: leave("close") } };
}

/** Takes over the page on which a card is saved. */
function takeOver(app: HTMLElement, view: CardView): void {
  const client_secret = new URLSearchParams(location.search).get("client_secret") ?? "";
  const saving = createSaving(view, {
    api: createSavingApi(view.setup_intent_id, client_secret, fetch.bind(window)),
    wait,
    today: () => new Date(),
    newKey: () => newAttemptKey(crypto),
  });
  const line = openLine(view.setup_intent_id);
  const messages = takeTexts(app) as SavingMessages;
  const typed = readTyped(app, initialState(view).fields, CARD_FIELDS);
  hydrate(<SavingApp saving={saving} messages={messages} exits={line?.exits ?? null} />, app);
  const close = line?.exits.close ?? (() => {});
  followSaving(saving, { messages, channel: line?.channel ?? null, close });
  saving.start(typed);
}

/** Takes over a page that only says why no card can be saved there. */
function takeOverMessage(app: HTMLElement, kind: MessageKind): void {
  const messages = takeTexts(app);
  const line = openLine(decodeURIComponent(location.pathname.split("/").pop() ?? ""));
  hydrate(<MessageScreen kind={kind} messages={messages} onClose={line?.exits.close ?? null} />, app);
  line?.channel.post("error", { code: kind, message: messages[`${kind}_title`] });
}
