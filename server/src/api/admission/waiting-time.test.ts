import { expect, test } from "vitest";
import { createWaitingTime } from "./waiting-time.ts";

const IDLE = { waiting_rows: 0, taken_rows: 0, waiting_for_connection: 0 };

/** Looks every 50 ms while rows are taken at a steady pace and the queue has so many. */
function wait(waiting_rows: number, rows_each_look: number): number {
  const waitingTime = createWaitingTime();
  let wait_ms = 0;
  for (let look = 0; look < 40; look++) {
    wait_ms = waitingTime({ ...IDLE, waiting_rows, taken_rows: look * rows_each_look }, 50, 0);
  }
  return wait_ms;
}

test("a queue is as long as it takes to empty it", () => {
  // 10,000 rows a second, and 1,000 beyond what travels at once.
  expect(wait(1_128, 500)).toBeCloseTo(100, 0);
  expect(wait(1_128, 50)).toBeCloseTo(1_000, -1);
});

test("what goes with the next writes waits for nothing", () => {
  expect(wait(128, 1)).toBe(0);
});

test("a queue that does not move at all takes for ever", () => {
  expect(wait(1_000, 0)).toBeGreaterThan(10_000);
});

test("a late turn of the process and a line for connections count as well", () => {
  const waitingTime = createWaitingTime();
  expect(waitingTime({ ...IDLE, waiting_for_connection: 30 }, 120, 70)).toBe(100);
});
