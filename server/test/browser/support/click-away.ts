import type { Locator } from "playwright-core";

/** Clicks a button that takes its own page or frame away. */
export async function clickAway(button: Locator): Promise<void> {
  await button.waitFor();
  unacknowledged(button.click());
}

/**
 * For what takes its own page or frame away: Chromium may then never acknowledge it, so that only what it does can be
 * waited for, by the caller.
 */
export function unacknowledged(deed: Promise<unknown>): void {
  deed.catch(() => {});
}
