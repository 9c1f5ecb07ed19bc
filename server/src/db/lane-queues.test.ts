import { expect, test } from "vitest";
import { type AnyStatement, type Entry, LaneQueues } from "./lane-queues.ts";

const statement = (name: string): AnyStatement => ({ name, text: "", columns: [], key: undefined });
const opening = statement("open");
const settling = statement("settle");

const entry = (key?: string): Entry => ({ write: {} as never, key, resolve: () => {}, reject: () => {} });

function fill(queues: LaneQueues, queued: AnyStatement, count: number): void {
  for (let index = 0; index < count; index++) queues.push(queued, entry());
}

function takeAll(queues: LaneQueues, most_rows: number): string[] {
  const taken: string[] = [];
  for (let batch = queues.take(1, most_rows); batch !== undefined; batch = queues.take(1, most_rows)) {
    taken.push(`${batch.statement.name} ${batch.entries.length}`);
  }
  return taken;
}

test("a long queue and a short one take turns, so that payments that are begun are also ended", () => {
  const queues = new LaneQueues();
  fill(queues, opening, 5);
  fill(queues, settling, 3);
  expect(takeAll(queues, 2)).toEqual(["open 2", "settle 2", "open 2", "settle 1", "open 1"]);
  expect(queues.waiting_rows).toBe(0);
  expect(queues.taken_rows).toBe(8);
});

test("whose turn it is, but who has too few rows for a batch, keeps the turn", () => {
  const queues = new LaneQueues();
  fill(queues, opening, 1);
  fill(queues, settling, 2);
  expect(queues.take(2, 8)?.statement).toBe(settling);
  expect(queues.take(2, 8)).toBeUndefined();
  fill(queues, settling, 2);
  fill(queues, opening, 1);
  expect(queues.take(2, 8)?.statement).toBe(opening);
});

test("an empty queue is not served", () => {
  const queues = new LaneQueues();
  expect(queues.take(0, 8)).toBeUndefined();
  fill(queues, opening, 1);
  queues.take(1, 8);
  expect(queues.take(0, 8)).toBeUndefined();
});

test("two writes of one payment never travel together, and those that do travel in the order of their keys", () => {
  const queues = new LaneQueues();
  for (const key of ["b", "a", "b", "c"]) queues.push(settling, entry(key));
  const keysOf = () => queues.take(1, 8)?.entries.map(({ key }) => key);
  expect(keysOf()).toEqual(["a", "b", "c"]);
  expect(keysOf()).toEqual(["b"]);
});

test("of two writes of one payment the first goes first, and makes no other payment wait", () => {
  const queues = new LaneQueues();
  const [first, second] = [entry("b"), entry("b")];
  for (const queued of [first, second, entry("a"), entry("c")]) queues.push(settling, queued);
  expect(queues.take(1, 3)?.entries).toEqual([
    expect.objectContaining({ key: "a" }),
    first,
    expect.objectContaining({ key: "c" }),
  ]);
  expect(queues.take(1, 3)?.entries[0]).toBe(second);
});
