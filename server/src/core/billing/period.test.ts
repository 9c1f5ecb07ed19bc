import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../test/support/fixed-seed.ts";
import { afterDays, nextBoundary, periodBoundary } from "./period.ts";

const at = (text: string) => new Date(`${text}T09:30:00.500Z`);
const monthly = { interval: "month", interval_count: 1 } as const;

test("who subscribes on January 31 pays on the last day of February, and on March 31 again", () => {
  const dates = [1, 2, 3].map((index) => periodBoundary(at("2026-01-31"), monthly, index));
  expect(dates).toEqual([at("2026-02-28"), at("2026-03-31"), at("2026-04-30")]);
  expect(periodBoundary(at("2028-01-31"), monthly, 1)).toEqual(at("2028-02-29"));
});

test("who subscribes on February 29 pays on the 28th, until the next leap year", () => {
  const yearly = { interval: "year", interval_count: 1 } as const;
  const dates = [1, 2, 3, 4].map((index) => periodBoundary(at("2028-02-29"), yearly, index));
  expect(dates).toEqual([at("2029-02-28"), at("2030-02-28"), at("2031-02-28"), at("2032-02-29")]);
});

test("days, weeks and quarters are counted from the day of subscribing", () => {
  const anchor = at("2026-12-30");
  expect(periodBoundary(anchor, { interval: "day", interval_count: 3 }, 1)).toEqual(at("2027-01-02"));
  expect(periodBoundary(anchor, { interval: "week", interval_count: 2 }, 1)).toEqual(at("2027-01-13"));
  expect(periodBoundary(anchor, { interval: "month", interval_count: 3 }, 1)).toEqual(at("2027-03-30"));
});

test("a trial of fourteen days ends at the same time of day", () => {
  expect(afterDays(at("2026-02-20"), 14)).toEqual(at("2026-03-06"));
});

const instants = fc
  .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) })
  .map((time) => new Date(time));
const rhythms = fc.record({
  interval: fc.constantFrom("day", "week", "month", "year"),
  interval_count: fc.integer({ min: 1, max: 24 }),
});

test("every boundary is later than the one before, and keeps the time of day", () => {
  fc.assert(
    fc.property(instants, rhythms, fc.integer({ min: 0, max: 200 }), (anchor, rhythm, index) => {
      const [here, next] = [index, index + 1].map((count) => periodBoundary(anchor, rhythm, count));
      expect(next?.getTime()).toBeGreaterThan(here?.getTime() ?? Number.POSITIVE_INFINITY);
      expect(next?.toISOString().slice(10)).toBe(anchor.toISOString().slice(10));
    }),
  );
});

test("months are never skipped, and the day is the anchor's or the month's last", () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 400 }), (anchor, index) => {
      const date = periodBoundary(anchor, monthly, index);
      const month = anchor.getUTCMonth() + index;
      expect(date.getUTCMonth()).toBe(month % 12);
      expect(date.getUTCFullYear()).toBe(anchor.getUTCFullYear() + Math.floor(month / 12));
      const is_last_day = afterDays(date, 1).getUTCMonth() !== date.getUTCMonth();
      expect(date.getUTCDate() === anchor.getUTCDate() || is_last_day).toBe(true);
    }),
  );
});

test("the period that contains an instant ends at the first boundary after it", () => {
  fc.assert(
    fc.property(instants, rhythms, fc.integer({ min: 0, max: 2_000 }), (anchor, rhythm, days) => {
      const instant = afterDays(anchor, days);
      const end = nextBoundary(anchor, rhythm, instant);
      expect(end > instant).toBe(true);
      const boundaries = Array.from({ length: 2_001 }, (_, index) => periodBoundary(anchor, rhythm, index));
      expect(boundaries.find((boundary) => boundary > instant)).toEqual(end);
    }),
    { numRuns: 30 },
  );
});
