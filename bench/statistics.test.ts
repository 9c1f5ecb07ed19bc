import { expect, test } from "vitest";
import { median, percentile, ratioSpread, slope, spread } from "./statistics.ts";

test("a percentile is one of the measured values", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 1)).toBe(100);
  expect(percentile(hundred, 0)).toBe(1);
  expect(percentile([7], 0.99)).toBe(7);
});

test("the slowest of few requests is their 99th percentile", () => {
  expect(percentile(Float64Array.of(1, 2, 90), 0.99)).toBe(90);
});

test("the median of an even number of rounds lies between the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 1, 4, 6])).toBe(5);
  expect(median([100, 20, 3])).toBe(20);
});

test("nothing measured is an error, not a zero", () => {
  expect(() => median([])).toThrow(RangeError);
  expect(() => percentile([], 0.5)).toThrow(RangeError);
});

test("a spread names the worst, the middle and the best round", () => {
  expect(spread([5629, 4482, 5653])).toEqual({ min: 4482, median: 5629, max: 5653 });
});

test("each round is compared with its own baseline, so a busy machine does not distort the ratio", () => {
  const quiet = { rate: 6000, baseline: 4000 };
  const busy = { rate: 3000, baseline: 2000 };
  const rounds = [quiet, busy, quiet];
  expect(
    ratioSpread(
      rounds.map(({ rate }) => rate),
      rounds.map(({ baseline }) => baseline),
    ),
  ).toEqual({ min: 1.5, median: 1.5, max: 1.5 });
  expect(() => ratioSpread([1, 2], [1])).toThrow(RangeError);
});

test("a slope is what is gained by each step, whatever wobbles about it", () => {
  const points = [0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x }));
  expect(slope(points)).toBeCloseTo(2);
  expect(slope([...points, { x: 1.5, y: 9 }, { x: 1.5, y: 7 }])).toBeCloseTo(2);
  expect(() => slope([{ x: 1, y: 1 }])).toThrow(RangeError);
});
