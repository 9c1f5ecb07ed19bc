import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { lockGenerations, turnOver } from "../../src/core/idempotency/store.ts";
import { turnKeyGenerations } from "../../src/core/idempotency/turn-generations.ts";
import { addMilliseconds, type Clock } from "../../src/kit/clock.ts";
import { movableClock } from "../support/clock.ts";
import { testCore } from "../support/core.ts";
import { openTestDatabase } from "../support/database.ts";
import { storedAs } from "../support/forget-answer.ts";
import { paidIntent, refund } from "../support/refunds.ts";
import { startBeside, type TestServer, useTestServer } from "../support/server.ts";
import { CARDS, makePaymentMethod } from "../support/shop.ts";
import { holdAcquirer } from "../support/slow-acquirer.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const server = useTestServer();
/** Another server whose clock is half a minute behind: on the other side of midnight, when there is one. */
let behind: Pick<TestServer, "direct" | "core" | "stop">;
/** How far the clock of whoever turns the day over is ahead, so that only the test does it. */
let ahead_ms = 0;
let turner: Core;

beforeAll(async () => {
  const clock: Clock = {
    now: () => addMilliseconds(server.clock.now(), -30_000),
    monotonic_ms: () => server.clock.monotonic_ms(),
  };
  behind = await startBeside(server, clock);
  turner = { ...server.core, clock: { ...clock, now: () => addMilliseconds(server.clock.now(), ahead_ms) } };
  await turnKeyGenerations(server.core);
});
afterAll(() => behind?.stop());

/** As a worker does it, who tries again when a request has kept it from it for too long. */
async function turnDay(): Promise<void> {
  ahead_ms += DAY_MS;
  await expect.poll(() => turnKeyGenerations(turner)).toBe(true);
  expect(await turnKeyGenerations(turner)).toBe(false);
}

const withKey = (key: string = randomUUID()) => ({ "idempotency-key": key });
const makeMug = (headers: { "idempotency-key": string }, of: Pick<TestServer, "direct"> = server) =>
  of.direct.faststar.post("/merchant/catalog/products", { name: "Mug" }, headers);

async function payNew(
  headers: { "idempotency-key": string },
  of: Pick<TestServer, "direct"> = server,
  fields = {},
) {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  return payWith(payment_method, headers, of, fields);
}

function payWith(
  payment_method: string,
  headers: { "idempotency-key": string },
  of: Pick<TestServer, "direct"> = server,
  fields = {},
) {
  const body = { amount: 2000, currency: "usd", payment_method, confirm: true, ...fields };
  return of.direct.onerway.post("/payment_intents", body, headers);
}

test("a request that is repeated on the next day is answered as before, and a day later it is a new one", async () => {
  const [mug_key, payment_key, refund_key] = [withKey(), withKey(), withKey()];
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const payment_id = await paidIntent(server.direct);
  const sendAll = async () => [
    await makeMug(mug_key),
    await payWith(payment_method, payment_key),
    await refund(server.direct, payment_id, { amount: 500 }, refund_key),
  ];
  const first = await sendAll();
  await turnDay();
  const next_day = await sendAll();
  expect(next_day.map(({ text }) => text)).toEqual(first.map(({ text }) => text));
  expect(next_day.map(({ headers }) => headers.get("idempotent-replayed"))).toEqual(["true", "true", "true"]);
  const other = await server.direct.faststar.post("/merchant/catalog/products", { name: "Cup" }, mug_key);
  expect(other).toMatchObject({ status: 400, body: { error: { code: "idempotency_error" } } });

  await turnDay();
  const day_after = await sendAll();
  expect(day_after.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(day_after.map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, null, null]);
  for (const [index, { text }] of day_after.entries()) expect(text).not.toBe(first[index]?.text);
});

test("two equal requests, on servers whose clocks are on both sides of midnight, happen once while the day turns", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  for (let night = 0; night < 8; night++) {
    const keys = Array.from({ length: 12 }, () => withKey());
    const pairs = keys.map(async (key, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 4));
      const fields = { metadata: { pair: key["idempotency-key"] } };
      const payments = [
        payWith(payment_method, key, server, fields),
        payWith(payment_method, key, behind, fields),
      ];
      return {
        payments: await Promise.all(payments),
        mugs: await Promise.all([makeMug(key), makeMug(key, behind)]),
      };
    });
    await new Promise((resolve) => setTimeout(resolve, 25));
    await turnDay();
    for (const [index, pair] of pairs.entries()) {
      const { payments, mugs } = await pair;
      for (const { status } of payments) expect([200, 409]).toContain(status);
      expect(payments.map(({ status }) => status)).toContain(200);
      expect(mugs[0]?.text).toBe(mugs[1]?.text);
      const key = keys[index]?.["idempotency-key"] ?? "";
      const made = await server.db.query("SELECT 1 FROM payment_intents WHERE metadata->>'pair' = $1", [key]);
      expect(made).toHaveLength(1);
      const paid = payments.find(({ status }) => status === 200);
      const again = await payWith(payment_method, { "idempotency-key": key }, behind, {
        metadata: { pair: key },
      });
      expect(again.text).toBe(paid?.text);
    }
  }
});

test("a payment and a refund that were under way when the day turned are answered again as they were", async () => {
  const payment_id = await paidIntent(server.direct);
  const [payment_key, refund_key] = [withKey(), withKey()];
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const held_payment = holdAcquirer(server);
  const paying = payWith(payment_method, payment_key);
  await held_payment.asked;
  const held_refund = holdAcquirer(server, "after", "refund");
  const refunding = refund(server.direct, payment_id, {}, refund_key);
  await held_refund.asked;
  await turnDay();
  expect((await payWith(payment_method, payment_key)).status).toBe(409);
  held_payment.release();
  held_refund.release();
  const [paid, refunded] = [await paying, await refunding];
  expect([paid.body.status, refunded.body.data.status]).toEqual(["succeeded", "succeeded"]);
  expect((await payWith(payment_method, payment_key)).text).toBe(paid.text);
  expect((await refund(server.direct, payment_id, {}, refund_key)).text).toBe(refunded.text);
});

test("a crash while the day turns changes nothing", async () => {
  const key = withKey();
  const first = await makeMug(key);
  const crash = server.db.transaction(async (transaction) => {
    await lockGenerations(transaction);
    await turnOver(transaction, server.clock.now());
    throw new Error("the lights went out");
  });
  await expect(crash).rejects.toThrow("the lights went out");
  expect((await makeMug(key)).text).toBe(first.text);
  await turnDay();
  expect((await makeMug(key)).text).toBe(first.text);
});

test("the day does not turn while somebody is writing a key for long, and nobody waits longer for that", async () => {
  const key = withKey();
  const first = await payNew(key);
  ahead_ms += DAY_MS;
  await server.db.transaction(async (transaction) => {
    await transaction.query(
      "UPDATE idempotency_keys SET created_at = created_at WHERE key_digest = ANY($1::uuid[])",
      [storedAs(key["idempotency-key"])],
    );
    await expect(turnKeyGenerations(turner)).rejects.toThrow("lock timeout");
  });
  expect(first.status).toBe(200);
  expect(await turnKeyGenerations(turner)).toBe(true);
});

test("both tables have the same columns", async () => {
  const columnsOf = (table: string) =>
    server.db.query(
      "SELECT attname, atttypid::bigint FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname",
      [table],
    );
  expect(await columnsOf("idempotency_keys_old")).toEqual(await columnsOf("idempotency_keys"));
});

/** An installation in which only the worker's clock moves. */
async function quietInstallation() {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const clock = movableClock(new Date("2026-03-01T12:00:00Z"));
  const core = testCore({ db, clock });
  const add = (answer: string) =>
    db.query(
      "INSERT INTO idempotency_keys (merchant_id, livemode, key_digest, request_hash, response_body, created_at) VALUES ($1, false, $2, '', $3, $4)",
      [randomUUID(), randomUUID(), answer, clock.now()],
    );
  const known = async () => {
    const rows = await db.query<{ answer: string }>(
      "SELECT response_body AS answer FROM idempotency_keys UNION ALL SELECT response_body FROM idempotency_keys_old ORDER BY answer",
    );
    return rows.map(({ answer }) => answer);
  };
  return { clock, core, add, known };
}

test("a key is kept for a day at least and two at most, and the keys that an upgrade found are, too", async () => {
  const { clock, core, add, known } = await quietInstallation();
  await add("from before the upgrade");
  expect(await turnKeyGenerations(core)).toBe(false);
  clock.advance(23 * HOUR_MS);
  await add("late on the first day");
  clock.advance(HOUR_MS);
  expect(await turnKeyGenerations(core)).toBe(true);
  clock.advance(23 * HOUR_MS);
  await turnKeyGenerations(core);
  expect(await known()).toEqual(["from before the upgrade", "late on the first day"]);
  clock.advance(HOUR_MS);
  await turnKeyGenerations(core);
  expect(await known()).toEqual([]);
});

test("after days in which nothing ran, old keys go at once, unless there are new ones among them", async () => {
  const { clock, core, add, known } = await quietInstallation();
  await turnKeyGenerations(core);
  await add("before the pause");
  clock.advance(5 * DAY_MS);
  expect(await turnKeyGenerations(core)).toBe(true);
  expect(await known()).toEqual([]);

  await add("before the second pause");
  clock.advance(5 * DAY_MS);
  await add("a moment after the restart");
  expect(await turnKeyGenerations(core)).toBe(true);
  expect(await known()).toContain("a moment after the restart");
  clock.advance(DAY_MS);
  await turnKeyGenerations(core);
  expect(await known()).toEqual([]);
});

test("of several workers that find the day over, one turns it", async () => {
  const { clock, core } = await quietInstallation();
  await Promise.all(Array.from({ length: 4 }, () => turnKeyGenerations(core)));
  clock.advance(DAY_MS);
  const turned = await Promise.all(Array.from({ length: 4 }, () => turnKeyGenerations(core)));
  expect(turned.filter(Boolean)).toHaveLength(1);
});
