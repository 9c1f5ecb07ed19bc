import { usePage } from "./page-context.ts";

/** True when the page is to look and behave as part of the merchant's overlay. */
export function useInOverlay(): boolean {
  const { state } = usePage();
  // The server cannot know whether the page is framed; it believes what the session was made for.
  return state.view.presentation === "iframe" && (state.embedded || !state.started);
}
