import { expect, test } from "vitest";
import { createPlaces } from "./places.ts";

const places = () => createPlaces({ first: 8, most: 64, most_claimed: 512 });

test("a prompt endpoint earns a place with each acknowledgement, up to a limit", () => {
  const { of, learn } = places();
  expect(of("shop")).toBe(8);
  for (let count = 0; count < 10; count++) learn("shop", true, 20);
  expect(of("shop")).toBe(18);
  for (let count = 0; count < 100; count++) learn("shop", true, 20);
  expect(of("shop")).toBe(64);
  expect(of("another")).toBe(8);
});

test("one failure, or one slow answer, and it is back at the beginning", () => {
  for (const [acknowledged, duration_ms] of [
    [false, 20],
    [true, 5_000],
  ] as const) {
    const { of, claimable, learn } = places();
    for (let count = 0; count < 100; count++) learn("shop", true, 20);
    learn("shop", acknowledged, duration_ms);
    expect([of("shop"), claimable("shop")]).toEqual([8, 8]);
  }
});

test("the faster an endpoint answers, the more is claimed for it beforehand", () => {
  const { claimable, learn } = places();
  for (let count = 0; count < 100; count++) {
    learn("quick", true, 4);
    learn("far away", true, 200);
  }
  expect(claimable("quick")).toBe(512);
  expect(claimable("far away")).toBe(64 + 32);
  expect(claimable("new")).toBe(8);
});
