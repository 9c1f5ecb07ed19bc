import { expect, test } from "vitest";
import type { Second } from "./plan.ts";
import { secondsUntilNormal, summarize } from "./seconds.ts";

function second(accepted_ms: number[], refused = 0): Second {
  const statuses: Record<string, number> = refused === 0 ? {} : { 503: refused };
  const due = accepted_ms.length + refused;
  const refused_ms = Array.from({ length: refused }, () => 1);
  return {
    step: 0,
    second: 0,
    due,
    accepted: accepted_ms.length,
    refused: statuses,
    accepted_ms,
    refused_ms,
  };
}

test("seconds are taken together, accepted and refused apart", () => {
  expect(summarize([second([1, 2], 3), second([3, 4], 2)])).toEqual({
    due: 9,
    accepted: 4,
    refused: { 503: 5 },
    accepted_p50_ms: 2,
    accepted_p99_ms: 4,
    accepted_max_ms: 4,
    refused_p99_ms: 1,
  });
});

test("normal is when nothing is refused, nothing is slow, and it stays so", () => {
  expect(secondsUntilNormal([second([1]), second([2])], 5)).toBe(0);
  expect(secondsUntilNormal([second([9]), second([1], 1), second([2])], 5)).toBe(2);
  expect(secondsUntilNormal([second([1]), second([9])], 5)).toBeUndefined();
});
