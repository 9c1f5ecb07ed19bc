import type { Screen } from "./checkout/state.ts";
import { fill, type Messages } from "./messages/index.ts";

/** The title of the browser's tab. */
export function titleOf(screen: Screen, messages: Messages, merchant_name: string): string {
  const page = fill(messages.page_title, { merchant: merchant_name });
  if (screen === "form") return page;
  const key = `${screen}_title` as const;
  return `${messages[key]} · ${page}`;
}
