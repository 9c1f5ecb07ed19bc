/** The beginning of 2020: counted from there, the number stays exact until 2089. */
const EPOCH_MS = 1_577_836_800_000;
const COUNTERS_PER_MS = 0x1000;

/**
 * The sequence of an event whose object has no version: the time and the counter in the event's own id, which grow from
 * one event to the next. Events of one object are written under its lock, so only clocks that differ could confuse them.
 */
export function timedSequence(event_id: string): number {
  const hex = event_id.replaceAll("-", "");
  const ms = Number.parseInt(hex.slice(0, 12), 16);
  const counter = Number.parseInt(hex.slice(13, 16), 16);
  return (ms - EPOCH_MS) * COUNTERS_PER_MS + counter;
}
