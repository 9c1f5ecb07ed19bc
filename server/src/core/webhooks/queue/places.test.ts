import { expect, test } from "vitest";
import { createPlaces } from "./places.ts";

const places = () => createPlaces({ first: 8, fewest: 2, most: 64, most_claimed: 512 });

test("a prompt endpoint earns a place with each acknowledgement, up to a limit", () => {
  const { of, learn } = places();
  expect(of("shop")).toBe(8);
  for (let count = 0; count < 10; count++) learn("shop", true, 20);
  expect(of("shop")).toBe(18);
  for (let count = 0; count < 100; count++) learn("shop", true, 20);
  expect(of("shop")).toBe(64);
  expect(of("another")).toBe(8);
});

test("after an answer that takes a while it is back at the beginning", () => {
  const { of, claimable, learn } = places();
  for (let count = 0; count < 100; count++) learn("shop", true, 20);
  learn("shop", true, 1_500);
  expect([of("shop"), claimable("shop")]).toEqual([8, 8]);
});

test("one failure, or one very slow answer, and it has next to none until it answers in time again", () => {
  for (const [acknowledged, duration_ms] of [
    [false, 20],
    [true, 5_000],
  ] as const) {
    const { of, claimable, isSuspect, learn } = places();
    for (let count = 0; count < 100; count++) learn("shop", true, 20);
    learn("shop", acknowledged, duration_ms);
    expect([of("shop"), claimable("shop"), isSuspect("shop")]).toEqual([2, 2, true]);
    learn("shop", true, 20);
    expect([of("shop"), isSuspect("shop")]).toEqual([9, false]);
  }
});

test("of very many suspects the oldest are forgotten", () => {
  const { isSuspect, suspect, suspects } = places();
  for (let number = 0; number <= 4_096; number++) suspect(`shop ${number}`);
  expect([...suspects()]).toHaveLength(4_096);
  expect([isSuspect("shop 0"), isSuspect("shop 1")]).toEqual([false, true]);
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
