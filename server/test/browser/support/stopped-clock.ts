import type { Page } from "playwright-core";

/** Later than the clock can have come by itself. */
const AHEAD_MS = 60 * 60 * 1_000;

/**
 * From now on no time passes in the pages of this browser profile but what the test lets pass with `page.clock.runFor`.
 * Without it a clock that is installed runs on by itself, and on a slow machine far.
 */
export async function stopClock({ clock }: Page): Promise<void> {
  const now_ms = Date.now();
  await clock.install({ time: now_ms });
  await clock.pauseAt(now_ms + AHEAD_MS);
}
