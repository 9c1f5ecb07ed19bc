import { expect, test } from "vitest";
import { FAULT_KINDS, planFaults } from "./chaos/plan.ts";

const options = { seed: 7, duration_ms: 60_000, every_ms: 1_000 };

test("the same seed plans the same faults at the same moments, and another seed others", () => {
  expect(planFaults(options)).toEqual(planFaults(options));
  expect(planFaults(options)).not.toEqual(planFaults({ ...options, seed: 8 }));
});

test("every kind of fault comes before one of them comes again", () => {
  const first = planFaults(options).slice(0, FAULT_KINDS.length);
  expect(new Set(first.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
});

test("faults come in order, within the round, and about as often as they should", () => {
  const planned = planFaults(options);
  const moments = planned.map(({ at_ms }) => at_ms);
  expect(moments).toEqual([...moments].sort((left, right) => left - right));
  expect(Math.max(...moments)).toBeLessThan(options.duration_ms);
  expect(planned.length).toBeGreaterThan(40);
  expect(planned.length).toBeLessThan(90);
});

test("only the kinds that were asked for are planned", () => {
  const planned = planFaults({ ...options, kinds: ["full_disk"] });
  expect(new Set(planned.map(({ kind }) => kind))).toEqual(new Set(["full_disk"]));
});
