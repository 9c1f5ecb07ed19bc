import { expect, test } from "vitest";
import { crashRun } from "./crash-run.ts";

test("a server that is killed 20 times during 200 payments loses none, takes none twice, and gives back what it says", async () => {
  const report = await crashRun({ kills: 20, payments: 200, seed: 1 });
  expect(report.problems).toEqual([]);
  expect(report.acknowledged).toBe(200);
  // There was something to lose. How much of it was answered with "processing" depends on the moments of the kills.
  expect(report.succeeded).toBeGreaterThan(100);
  expect(report.captured).toBeGreaterThan(10);
  expect(report.canceled).toBeGreaterThan(0);
  expect(report.refunded).toBeGreaterThan(15);
}, 900_000);
