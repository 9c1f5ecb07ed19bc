/** Time as an argument. Nothing but a clock reads the machine's time, so tests and simulations can move it. */
export interface Clock {
  now(): Date;
  /** Milliseconds that only ever grow, for measuring how long something took. */
  monotonic_ms(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic_ms: () => performance.now(),
};

export function addMilliseconds(instant: Date, duration_ms: number): Date {
  return new Date(instant.getTime() + duration_ms);
}

export function earlierOf(left: Date, right: Date): Date {
  return left.getTime() <= right.getTime() ? left : right;
}

/** Unix time in whole seconds, as both wire APIs write it. */
export function unixSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
