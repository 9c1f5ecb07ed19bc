import { setTimeout as sleep } from "node:timers/promises";

/** Waits so long, or until the trial is broken off. */
export async function pause(pause_ms: number, signal: AbortSignal): Promise<void> {
  await sleep(pause_ms, undefined, { signal }).catch(() => {});
}

/** The trial was broken off before it had begun. */
export class Interrupted extends Error {}
