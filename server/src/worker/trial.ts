/** Tries whether payments get faster while something else waits, which costs what waits half a second. */
export interface Trials {
  /** Begins one, unless the last was in vain and nothing has changed. `rate` is how many are made in a millisecond now. */
  begin(now_ms: number, rate: number): void;
  isUnderWay(): boolean;
  /** Looks how many have been made by now. Answers, once, whether they get faster; undefined: not known yet. */
  look(now_ms: number, made: number): boolean | undefined;
}

interface Trial {
  readonly began_ms: number;
  /** How many were made in a millisecond before. */
  readonly rate: number;
  /** From when on it counts: what had been begun is over by then. */
  counted_from?: { readonly at_ms: number; readonly made: number };
}

/** A trial in vain: payments came no faster than they were made. */
interface Vain {
  readonly ended_ms: number;
  /** How many were made in a millisecond while everything else waited. */
  readonly rate: number;
  readonly pause_ms: number;
}

const SETTLES_MS = 200;
const LASTS_MS = 500;
/** What the same rate of arrivals may look like in such a short time is less than that. */
const MUCH_FASTER = 1.4;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10_000;
/** When payments have become so much slower than they were in vain, they may need the time now: a rush has begun. */
const MUCH_SLOWER = 0.75;
const SOONEST_MS = 2_000;

export function createTrials(): Trials {
  let trial: Trial | undefined;
  let vain: Vain | undefined;

  function isWorthIt(now_ms: number, rate: number): boolean {
    if (vain === undefined) return true;
    const passed_ms = now_ms - vain.ended_ms;
    return passed_ms >= vain.pause_ms || (passed_ms >= SOONEST_MS && rate < vain.rate * MUCH_SLOWER);
  }

  return {
    begin(now_ms, rate) {
      if (isWorthIt(now_ms, rate)) trial = { began_ms: now_ms, rate };
    },
    isUnderWay: () => trial !== undefined,
    look(now_ms, made) {
      if (trial === undefined || now_ms - trial.began_ms < SETTLES_MS) return undefined;
      trial.counted_from ??= { at_ms: now_ms, made };
      const counted_ms = now_ms - trial.counted_from.at_ms;
      if (now_ms - trial.began_ms < LASTS_MS || counted_ms === 0) return undefined;
      const rate = (made - trial.counted_from.made) / counted_ms;
      const is_faster = rate >= trial.rate * MUCH_FASTER;
      trial = undefined;
      const pause_ms = Math.min((vain?.pause_ms ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
      vain = is_faster ? undefined : { ended_ms: now_ms, rate, pause_ms };
      return is_faster;
    },
  };
}
