import { fill } from "../messages/index.ts";
import type { SavingMessages } from "../messages/saving.ts";
import type { SavingScreen } from "./state.ts";

/** The title of the browser's tab. */
export function savingTitleOf(screen: SavingScreen, messages: SavingMessages, merchant: string): string {
  const page = fill(messages.save_page_title, { merchant });
  return screen === "form" ? page : `${messages[`${screen}_title`]} · ${page}`;
}
