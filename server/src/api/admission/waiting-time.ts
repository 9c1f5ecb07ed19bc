import type { DatabaseLoad } from "../../db/types.ts";

/** So many rows travel at once, so they do not wait for one another. */
const ROWS_UNDER_WAY_AT_ONCE = 128;
/** What one place in the line for a connection is worth: a statement or a transaction of some milliseconds, shared by ten. */
const MS_FOR_EACH_IN_LINE = 1;
const WEIGHT_OF_NEWS = 0.3;

/** Estimates how long a request waits at our own queues; asked again and again, each time for what has passed since. */
export function createWaitingTime() {
  let taken_before: number | undefined;
  let rows_per_ms = 0;

  /** `late_ms`: how much later than it wanted to, the event loop came to ask. */
  return function waitingTime(
    { waiting_rows, taken_rows, waiting_for_connection }: DatabaseLoad,
    elapsed_ms: number,
    late_ms: number,
  ): number {
    const taken = taken_rows - (taken_before ?? taken_rows);
    taken_before = taken_rows;
    rows_per_ms += WEIGHT_OF_NEWS * (taken / Math.max(1, elapsed_ms) - rows_per_ms);
    const behind = Math.max(0, waiting_rows - ROWS_UNDER_WAY_AT_ONCE);
    const for_lanes_ms = behind === 0 ? 0 : behind / Math.max(rows_per_ms, 0.001);
    return late_ms + for_lanes_ms + waiting_for_connection * MS_FOR_EACH_IN_LINE;
  };
}
