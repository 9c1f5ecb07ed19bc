import type { Checkout } from "./checkout/checkout.ts";
import { type CheckoutState, isInFlight, type Screen, screenOf } from "./checkout/state.ts";
import type { Messages } from "./messages/index.ts";
import type { OverlayChannel } from "./overlay-channel.ts";
import { titleOf } from "./title.ts";
import { webUrl } from "./web-url.ts";

const RETURN_AFTER_MS = 1_200;

/** Does what a screen brings about outside of the page: the tab's title, news for the SDK, the way back to the shop. */
interface Outside {
  messages: Messages;
  channel: OverlayChannel | null;
  leaveFor(url: string): void;
}

export function followOutcome(checkout: Checkout, { messages, channel, leaveFor }: Outside): void {
  let shown: Screen | null = null;
  const follow = (state: CheckoutState) => {
    const screen = screenOf(state);
    if (!state.started || screen === shown) return;
    shown = screen;
    const { view } = state;
    document.title = titleOf(screen, messages, view.merchant_name);
    if (screen === "expired" || screen === "wrong_token" || screen === "not_found") {
      const code = screen === "expired" ? "session_expired" : screen;
      channel?.post("error", { code, message: messages[`${screen}_title`] });
    }
    if (screen === "success" || screen === "already_paid") channel?.post("success");
    const url = webUrl(view.success_url);
    const inOverlay = view.presentation === "iframe" && state.embedded;
    if (screen === "success" && url && !inOverlay) setTimeout(() => leaveFor(url), RETURN_AFTER_MS);
  };
  checkout.store.subscribe(follow);
}

/** Escape closes the merchant's overlay, but not while a payment is in flight or a dialog of our own is open. */
export function listenForEscape(target: Document, checkout: Checkout | null, close: () => void): void {
  target.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || target.querySelector("dialog[open]")) return;
    if (checkout && isInFlight(checkout.store.get())) return;
    close();
  });
}
