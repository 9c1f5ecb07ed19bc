import { expect, test } from "vitest";
import { describeMemory } from "./memory.ts";

test("a server that is warm and grows no more has a slope of nothing", () => {
  const points = Array.from({ length: 100 }, (_, index) => ({
    x: index / 10,
    y: Math.min(300, 100 + index * 5),
  }));
  const text = describeMemory(points, 10);
  expect(text).toContain("grew by 0.00 MiB a minute");
  expect(text).toContain("| until minute 1.0  |   100 |    123 |      145 |");
});

test("a leak shows", () => {
  const points = Array.from({ length: 100 }, (_, index) => ({ x: index / 10, y: 100 + index }));
  expect(describeMemory(points, 10)).toContain("grew by 10.00 MiB a minute");
});
