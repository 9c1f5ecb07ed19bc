/** Tries whether payments get faster while something else waits, which costs what waits half a second. */
export interface Trials {
  /** Begins one, unless the last was in vain and not long ago. */
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

const SETTLES_MS = 200;
const LASTS_MS = 500;
/** What the same rate of arrivals may look like in such a short time is less than that. */
const MUCH_FASTER = 1.25;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

export function createTrials(): Trials {
  let trial: Trial | undefined;
  let not_before_ms = Number.NEGATIVE_INFINITY;
  let pause_ms = FIRST_PAUSE_MS;
  return {
    begin(now_ms, rate) {
      if (now_ms >= not_before_ms) trial = { began_ms: now_ms, rate };
    },
    isUnderWay: () => trial !== undefined,
    look(now_ms, made) {
      if (trial === undefined || now_ms - trial.began_ms < SETTLES_MS) return undefined;
      trial.counted_from ??= { at_ms: now_ms, made };
      const counted_ms = now_ms - trial.counted_from.at_ms;
      if (now_ms - trial.began_ms < LASTS_MS || counted_ms === 0) return undefined;
      const is_faster = (made - trial.counted_from.made) / counted_ms >= trial.rate * MUCH_FASTER;
      trial = undefined;
      if (!is_faster) not_before_ms = now_ms + pause_ms;
      pause_ms = is_faster ? FIRST_PAUSE_MS : Math.min(pause_ms * 2, LONGEST_PAUSE_MS);
      return is_faster;
    },
  };
}
