import { setTimeout as sleep } from "node:timers/promises";
import type { Postmaster } from "./postmaster.ts";

export interface KeepRunningOptions {
  readonly start: () => Promise<Postmaster>;
  /** Ends what the last PostgreSQL has left behind. */
  readonly clearAway: () => Promise<void>;
  readonly notice: (line: string) => void;
  readonly onLost: (reason: string) => void;
  /** The pause before each of the tries to start again. */
  readonly pauses_ms?: readonly number[];
}

const PAUSES_MS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 10_000, 10_000, 10_000, 10_000];
/** One that has run for so long did not fail to start. */
const STEADY_AFTER_MS = 5_000;

/**
 * Starts PostgreSQL, and again each time that it ends by itself: killed for its memory, or stopped by a full disk. What
 * was committed is recovered, and the connections come back by themselves. When it does not start any more, `onLost`
 * is told; the first start must succeed.
 */
export async function keepRunning(options: KeepRunningOptions): Promise<{ stop(): Promise<void> }> {
  const { notice, onLost, pauses_ms = PAUSES_MS } = options;
  let current = await options.start();
  let started_ms = performance.now();
  const stopping = new AbortController();

  async function startAgain(reason: string, tries: number): Promise<boolean> {
    const pause_ms = pauses_ms[tries];
    if (pause_ms === undefined) {
      onLost(reason);
      return false;
    }
    await sleep(pause_ms, undefined, { signal: stopping.signal }).catch(() => {});
    if (stopping.signal.aborted) return false;
    try {
      await options.clearAway();
      current = await options.start();
      started_ms = performance.now();
      return true;
    } catch (error) {
      return startAgain((error as Error).message, tries + 1);
    }
  }

  async function watch(): Promise<void> {
    let tries = 0;
    for (;;) {
      const reason = await current.ended;
      if (stopping.signal.aborted) return;
      notice(`PostgreSQL ended unexpectedly (${reason}) and is started again.`);
      tries = performance.now() - started_ms < STEADY_AFTER_MS ? tries + 1 : 0;
      if (!(await startAgain(reason, tries)) || stopping.signal.aborted) return;
    }
  }

  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
      // A start that was under way has become the current one meanwhile.
      await current.stop();
    },
  };
}
