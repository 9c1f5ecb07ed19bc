import { expect, test } from "vitest";
import { movableClock } from "../../../test/support/clock.ts";
import { createIdSource } from "../../kit/ids.ts";
import { systemRandom } from "../../kit/random.ts";
import { timedSequence } from "./timed-sequence.ts";

test("a later event has a greater sequence, also within a millisecond, and today as in fifty years", () => {
  for (const start of ["2026-06-12T12:00:00Z", "2076-06-12T12:00:00Z"]) {
    const clock = movableClock(new Date(start));
    const newId = createIdSource(clock, systemRandom);
    const sequences = Array.from({ length: 6000 }, () => timedSequence(newId()));
    clock.advance(5);
    sequences.push(timedSequence(newId()));
    expect(sequences.every(Number.isSafeInteger)).toBe(true);
    expect(sequences).toEqual([...new Set(sequences)].sort((left, right) => left - right));
  }
});
