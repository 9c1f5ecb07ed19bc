import type { SavingMessages } from "../messages/saving.ts";
import type { OverlayChannel } from "../overlay-channel.ts";
import type { Saving } from "./saving.ts";
import { type SavingScreen, type SavingState, screenOf } from "./state.ts";
import { savingTitleOf } from "./title.ts";

const CLOSE_AFTER_MS = 3_000;

/** What a screen brings about outside of the page: the tab's title, and news for the page that opened the window. */
interface Outside {
  messages: SavingMessages;
  channel: OverlayChannel | null;
  close(): void;
}

export function followSaving(saving: Saving, { messages, channel, close }: Outside): void {
  let shown: SavingScreen | null = null;
  const follow = (state: SavingState) => {
    const screen = screenOf(state);
    if (!state.started || screen === shown) return;
    shown = screen;
    const { view } = state;
    document.title = savingTitleOf(screen, messages, view.merchant_name);
    if (screen === "expired" || screen === "wrong_token" || screen === "not_found") {
      const code = screen === "expired" ? "setup_intent_canceled" : screen;
      channel?.post("error", { code, message: messages[`${screen}_title`] });
    }
    if (screen === "saved" || screen === "already_saved") {
      channel?.post("success", { payment_method: view.card });
    }
    if (screen === "saved" && channel) setTimeout(close, CLOSE_AFTER_MS);
  };
  saving.store.subscribe(follow);
}
