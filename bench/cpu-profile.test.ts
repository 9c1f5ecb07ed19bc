import { expect, test } from "vitest";
import { selfTimes } from "./cpu-profile.ts";

const frame = (functionName: string, url = "", lineNumber = 0) => ({ functionName, url, lineNumber });

test("functions are listed by their own time, as a share of the time that was not idle", () => {
  const profile = {
    nodes: [
      { id: 1, callFrame: frame("(idle)") },
      {
        id: 2,
        callFrame: frame("settle", "file:///home/me/starway/server/dist/core/payments/settle.js", 41),
      },
      { id: 3, callFrame: frame("writev") },
      {
        id: 4,
        callFrame: frame("settle", "file:///home/me/starway/server/dist/core/payments/settle.js", 41),
      },
    ],
    samples: [1, 2, 3, 4, 1],
    timeDeltas: [0, 5_000, 1_000, 6_000, 2_000],
  };
  expect(selfTimes(profile)).toEqual([
    { name: "writev", place: "native", self_ms: 6, share: 6 / 9 },
    { name: "settle", place: "server/dist/core/payments/settle.js:42", self_ms: 3, share: 3 / 9 },
  ]);
});

test("a function of a package is found by the package's name", () => {
  const url = "file:///home/me/starway/node_modules/pg/lib/client.js";
  const profile = {
    nodes: [{ id: 1, callFrame: frame("", url, 9) }],
    samples: [1, 1],
    timeDeltas: [0, 1_000],
  };
  expect(selfTimes(profile)).toEqual([
    { name: "(anonymous)", place: "node_modules/pg/lib/client.js:10", self_ms: 1, share: 1 },
  ]);
});
