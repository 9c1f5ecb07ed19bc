import type { Fact, Facts, Operation } from "./operations/operation.ts";

/** What was acknowledged so many times. */
export interface Done {
  readonly operation: Operation;
  readonly times: number;
}

/** What the database must hold when all of that was done, once each. */
export function factsAfter(before: Facts, done: readonly Done[]): Facts {
  const after = { ...before };
  for (const { operation, times } of done) {
    for (const [fact, rows] of Object.entries(operation.writes)) after[fact as Fact] += rows * times;
  }
  return after;
}
