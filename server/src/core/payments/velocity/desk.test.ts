import { expect, test } from "vitest";
import { movableClock } from "../../../../test/support/clock.ts";
import { silentLog } from "../../../kit/log.ts";
import { createVelocityDesk } from "./desk.ts";
import { VELOCITY_LIMITS } from "./velocity.ts";

const SHOP = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: true };
const OTHER = { merchant_id: "0198a000-0000-7000-8000-000000000002", livemode: true };

function openDesk() {
  const warnings: object[] = [];
  const clock = movableClock(new Date("2026-03-01T12:00:00Z"));
  const log = { ...silentLog, warn: (fields: object) => void warnings.push(fields) };
  return { warnings, clock, desk: createVelocityDesk(VELOCITY_LIMITS, clock, log) };
}

test("an operator is warned once when half of a merchant's payments from browsers are declined", () => {
  const { desk, warnings, clock } = openDesk();
  for (let count = 0; count < 100; count++) {
    desk.note(SHOP, count % 2 === 0 ? "declined" : "other");
    desk.note(OTHER, count % 5 === 0 ? "declined" : "other");
  }
  expect(warnings).toEqual([{ ...SHOP, tries: 50, declines: 25 }]);
  expect(desk.counts).toMatchObject({ tries: 200, declined: 70, suspected: 1 });
  clock.advance(11 * 60_000);
  for (let count = 0; count < 60; count++) desk.note(SHOP, "declined");
  expect(warnings).toHaveLength(2);
});

test("a handful of declines at a small shop is no reason to worry", () => {
  const { desk, warnings } = openDesk();
  for (let count = 0; count < 40; count++) desk.note(SHOP, "declined");
  expect(warnings).toEqual([]);
});

test("a request that is only repeated tells nothing", () => {
  const { desk } = openDesk();
  desk.note(SHOP, "nothing");
  expect(desk.counts.tries).toBe(0);
});

test("a challenge that fails makes a declined try of one that was noted before", () => {
  const { desk } = openDesk();
  desk.note(SHOP, "other");
  desk.note(SHOP, "failed_challenge");
  expect(desk.counts).toMatchObject({ tries: 1, declined: 1 });
});
