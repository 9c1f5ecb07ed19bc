import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createStarter } from "./starter.ts";

/** So many wait at each endpoint, and each may begin at any time. */
function waiting(counts: Record<string, number>) {
  let now_ms = 0;
  const begun: string[] = [];
  const starter = createStarter({ monotonic_ms: () => now_ms }, (endpoint_id) => {
    if ((counts[endpoint_id] ?? 0) === 0) return false;
    counts[endpoint_id] = (counts[endpoint_id] ?? 0) - 1;
    begun.push(endpoint_id);
    return true;
  });
  const passTurn = (duration_ms = 0) => {
    now_ms += duration_ms;
    return nextTurn();
  };
  return { starter, begun, passTurn };
}

test("of a long line, a few begin at each turn of the event loop, until all have begun", async () => {
  const { starter, begun, passTurn } = waiting({ shop: 20 });
  starter.call("shop");
  expect(begun).toHaveLength(8);
  await passTurn();
  expect(begun).toHaveLength(16);
  await passTurn();
  expect(begun).toHaveLength(20);
});

test("endpoints take turns, however long the line at one of them is", async () => {
  const { starter, begun, passTurn } = waiting({ long: 100, short: 2, other: 1 });
  for (const endpoint_id of ["long", "short", "other"]) starter.call(endpoint_id);
  expect(begun).toEqual(Array(8).fill("long"));
  await passTurn();
  expect(begun.slice(8, 13)).toEqual(["long", "short", "other", "long", "short"]);
});

test("after a turn that took long, more begin, and after the longest no more than 64", async () => {
  const { starter, begun, passTurn } = waiting({ shop: 1_000 });
  starter.call("shop");
  await passTurn(10);
  expect(begun).toHaveLength(8 + 30);
  await passTurn(1_000);
  expect(begun).toHaveLength(8 + 30 + 64);
});

test("what comes when nothing waits begins at once", async () => {
  const counts = { shop: 0 };
  const { starter, begun, passTurn } = waiting(counts);
  starter.call("shop");
  await passTurn();
  counts.shop = 1;
  starter.call("shop");
  expect(begun).toEqual(["shop"]);
});
