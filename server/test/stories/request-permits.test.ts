import { expect, onTestFinished, test } from "vitest";
import { createRateLimiter } from "../../src/core/merchants/permits/limiter.ts";
import { leasePermits } from "../../src/core/merchants/permits/store.ts";
import { Overloaded } from "../../src/db/lanes.ts";
import type { Database } from "../../src/db/types.ts";
import { movableClock } from "../support/clock.ts";
import { testCore } from "../support/core.ts";
import { openTestDatabase } from "../support/database.ts";

const START = new Date("2026-03-01T12:00:17Z");
const MERCHANT = { merchant_id: "0199a1b2-0000-7000-8000-000000000001", livemode: false };

/** So many processes on one database, with one clock. */
async function processes(count: number) {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const clock = movableClock(START);
  const limiters = Array.from({ length: count }, () => createRateLimiter(testCore({ db, clock })));
  /** How many of so many requests at once, dealt out in turn, are let in. */
  async function take(requests: number, limit = 100, scope = MERCHANT): Promise<number> {
    const verdicts = await Promise.all(
      Array.from({ length: requests }, (_, index) => limiters[index % count]?.(scope, limit)),
    );
    return verdicts.filter((verdict) => verdict?.allowed).length;
  }
  return { db, clock, limiters, take };
}

test("one process lets in exactly as many requests in a minute as the plan says", async () => {
  const { take } = await processes(1);
  expect(await take(150)).toBe(100);
  expect(await take(10)).toBe(0);
});

test("one process counts one by one as exactly, and tells what is left", async () => {
  const { limiters } = await processes(1);
  for (let count = 1; count <= 100; count++) {
    expect(await limiters[0]?.(MERCHANT, 100)).toMatchObject({ allowed: true, remaining: 100 - count });
  }
  expect(await limiters[0]?.(MERCHANT, 100)).toMatchObject({ allowed: false, remaining: 0, reset_s: 60 });
});

test("a burst over the turn of a minute gets no double allowance", async () => {
  const { take, clock } = await processes(2);
  expect(await take(200)).toBe(100);
  clock.advance(60_000);
  expect(await take(100)).toBe(0);
  clock.advance(30_000);
  expect(await take(100)).toBe(50);
  clock.advance(90_000);
  expect(await take(300)).toBe(100);
});

test("what a process leased and did not use goes back when the minute is over", async () => {
  const { take, clock } = await processes(1);
  expect(await take(1)).toBe(1);
  clock.advance(60_000);
  expect(await take(200)).toBe(99);
});

test("two processes together never let in more, and waste no more than what an idle one holds back", async () => {
  const { take, limiters } = await processes(2);
  expect((await limiters[0]?.(MERCHANT, 100))?.allowed).toBe(true);
  const accepted = await Promise.all(Array.from({ length: 300 }, () => limiters[1]?.(MERCHANT, 100)));
  const count = accepted.filter((verdict) => verdict?.allowed).length;
  expect(count).toBeGreaterThanOrEqual(94);
  expect(count + (await take(300))).toBeLessThanOrEqual(99);
});

test("merchants, and a merchant's two modes, have their own allowances", async () => {
  const { take } = await processes(2);
  expect(await take(20, 5)).toBe(5);
  expect(await take(20, 5, { ...MERCHANT, livemode: true })).toBe(5);
  expect(await take(20, 5, { ...MERCHANT, merchant_id: "0199a1b2-0000-7000-8000-000000000002" })).toBe(5);
});

test("an allowance is leased in few statements, and a refusal asks nobody", async () => {
  const { db, clock } = await processes(1);
  const counted = { statements: 0 };
  const counting: Database = {
    ...db,
    query: (text, values) => {
      counted.statements += 1;
      return db.query(text, values);
    },
  };
  const limiter = createRateLimiter(testCore({ db: counting, clock }));
  for (let count = 0; count < 1_000; count++) await limiter(MERCHANT, 1_000);
  expect(counted.statements).toBeLessThanOrEqual(45);
  const before = counted.statements;
  for (let count = 0; count < 100; count++) expect((await limiter(MERCHANT, 1_000)).allowed).toBe(false);
  expect(counted.statements).toBe(before);
});

test("a clock that is behind, or a minute that has passed unseen, grants nothing twice", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const lease = (now: Date, wanted: number) =>
    leasePermits(db, MERCHANT, { now, limit: 100, wanted, unspent: 0, unspent_of: null });
  const at = (seconds: number) => new Date(START.getTime() + seconds * 1000);
  expect(await lease(at(0), 60)).toMatchObject({ granted: 60, leased: 60, started_at: at(0) });
  expect(await lease(at(-30), 60)).toMatchObject({ granted: 40, leased: 100, started_at: at(0) });
  expect(await lease(at(61), 10)).toMatchObject({ granted: 1, leased_before: 100, started_at: at(60) });
  expect(await lease(at(59), 10)).toMatchObject({ granted: 0, started_at: at(60) });
  expect(await lease(at(600), 10)).toMatchObject({ granted: 10, leased: 10, leased_before: 0 });
});

test("without a database nothing more is let in than was leased, and nobody waits for long", async () => {
  const { db, clock } = await processes(1);
  const outage = { is_on: false, asked: 0 };
  const failing: Database = {
    ...db,
    query: (text, values) => {
      if (!outage.is_on) return db.query(text, values);
      outage.asked += 1;
      return Promise.reject(new Error("the database is away"));
    },
  };
  const limiter = createRateLimiter(testCore({ db: failing, clock }));
  expect((await limiter(MERCHANT, 100)).allowed).toBe(true);
  outage.is_on = true;
  const answers = [];
  for (let count = 0; count < 20; count++) {
    try {
      answers.push((await limiter(MERCHANT, 100)).allowed);
    } catch (error) {
      answers.push(error instanceof Overloaded);
    }
  }
  expect(answers).toEqual(Array(20).fill(true));
  expect(outage.asked).toBe(1);
  outage.is_on = false;
  clock.advance(1_000);
  expect((await limiter(MERCHANT, 100)).allowed).toBe(true);
});
