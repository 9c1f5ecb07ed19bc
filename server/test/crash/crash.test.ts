import { expect, test } from "vitest";
import { crashRun } from "./crash-run.ts";

test("a server that is killed 20 times during 200 payments loses none, takes none twice, and gives back what it says", async () => {
  const report = await crashRun({ kills: 20, payments: 200, seed: 1 });
  expect(report.problems).toEqual([]);
  expect(report.acknowledged).toBe(200);
  expect(report.succeeded).toBeGreaterThan(150);
  expect(report.captured).toBeGreaterThan(20);
  expect(report.canceled).toBeGreaterThan(2);
  expect(report.refunded).toBeGreaterThan(30);
}, 900_000);
