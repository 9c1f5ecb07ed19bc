import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import { releaseAuthorizationsJob } from "../../src/worker/jobs/release-authorizations.ts";
import { liftGuards } from "../support/append-only.ts";
import { acquirerSays, authorizedIntent, cancel, capture, eventsOf } from "../support/captures.ts";
import { forgetAnswer } from "../support/forget-answer.ts";
import { balancesOf } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, payIntent } from "../support/shop.ts";
import { holdAcquirer, loseSoon } from "../support/slow-acquirer.ts";

const server = useTestServer();

const PATIENCE = { timeout: 60_000, interval: 20 };
/** Later than a capture that was not answered is looked up. */
const LOOK_UP_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const AUTHORIZED = { kind: "authorized", amount: 2000 };
const CONFLICT = { status: 400, body: { error: { code: "payment_intent_unexpected_state" } } };

const withKey = (key: string = randomUUID()) => ({ "idempotency-key": key });

async function read(id: string) {
  return (await server.direct.onerway.get(`/payment_intents/${id}`)).body;
}

async function statusOf(id: string): Promise<string> {
  return (await read(id)).status;
}

test("of twenty captures and cancellations at once exactly one wins", async () => {
  for (let round = 0; round < 4; round++) {
    const id = await authorizedIntent(server.direct);
    const requests = Array.from({ length: 20 }, (_, index) => () => {
      const headers = index % 3 === 0 ? withKey() : {};
      if (index % 2 === round % 2) return cancel(server.direct, id, {}, headers);
      return capture(server.direct, id, { amount_to_capture: 100 + index }, headers);
    });
    const answers = await Promise.all(requests.map((request) => request()));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const answer of answers) if (answer !== won[0]) expect(answer).toMatchObject(CONFLICT);
    const intent = await read(id);
    expect(intent).toEqual(won[0]?.body);
    const said = await acquirerSays(server, id);
    if (intent.status === "succeeded") {
      const amount = intent.amount_received;
      expect(said).toEqual([AUTHORIZED, { kind: "captured", amount }]);
      expect(await balancesOf(server, id)).toEqual({
        acquirer_receivable: amount,
        merchant_payable: -amount,
      });
    } else {
      expect(intent.status).toBe("canceled");
      expect(said).toEqual([AUTHORIZED, { kind: "voided", amount: 2000 }]);
      expect(await balancesOf(server, id)).toEqual({});
    }
    expect(await eventsOf(server, id)).toHaveLength(3);
  }
});

test("a capture that is repeated with its key is answered as before, and captures once", async () => {
  const id = await authorizedIntent(server.direct);
  const headers = withKey();
  const fields = { amount_to_capture: 1500 };
  const answers = await Promise.all([1, 2, 3].map(() => capture(server.direct, id, fields, headers)));
  const first = answers.find(({ status }) => status === 200);
  for (const { status } of answers) expect([200, 409]).toContain(status);
  const again = await capture(server.direct, id, fields, headers);
  expect(again).toMatchObject({ status: 200, text: first?.text });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  const other = await capture(server.direct, id, { amount_to_capture: 500 }, headers);
  expect(other).toMatchObject({ status: 400, body: { error: { type: "idempotency_error" } } });
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED, { kind: "captured", amount: 1500 }]);
});

test("a capture whose answer was lost is found out by asking, and the money is taken once", async () => {
  const id = await authorizedIntent(server.direct);
  const headers = withKey();
  loseSoon(server);
  const held = holdAcquirer(server, "before", "capture");
  const unsure = await capture(server.direct, id, { amount_to_capture: 1500 }, headers);
  expect(unsure).toMatchObject({ status: 200, body: { status: "requires_capture", amount_received: 0 } });
  const waiting = await capture(server.direct, id, { amount_to_capture: 1500 }, headers);
  expect(waiting).toMatchObject({ status: 409, body: { error: { code: "idempotency_key_in_use" } } });
  expect(await capture(server.direct, id)).toMatchObject(CONFLICT);
  expect(await cancel(server.direct, id)).toMatchObject(CONFLICT);

  server.clock.advance(LOOK_UP_MS);
  await expect.poll(() => statusOf(id), PATIENCE).toBe("succeeded");
  held.release();
  const again = await capture(server.direct, id, { amount_to_capture: 1500 }, headers);
  expect(again).toMatchObject({ status: 200, body: { id, status: "succeeded", amount_received: 1500 } });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED, { kind: "captured", amount: 1500 }]);
  expect(await balancesOf(server, id)).toEqual({ acquirer_receivable: 1500, merchant_payable: -1500 });
});

test("a capture that never reached the acquirer fails, cannot arrive later, and can be tried again", async () => {
  const id = await authorizedIntent(server.direct);
  const headers = withKey();
  loseSoon(server);
  const held = holdAcquirer(server, "after", "capture");
  await capture(server.direct, id, {}, headers);
  server.clock.advance(LOOK_UP_MS);
  await expect.poll(async () => (await capture(server.direct, id, {}, headers)).status, PATIENCE).toBe(402);
  const told = await capture(server.direct, id, {}, headers);
  expect(told.body.error).toMatchObject({
    type: "card_error",
    code: "processing_error",
    payment_intent: { id, status: "requires_capture" },
  });
  held.release();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED]);
  expect((await capture(server.direct, id)).body).toMatchObject({
    status: "succeeded",
    amount_received: 2000,
  });
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED, { kind: "captured", amount: 2000 }]);
});

test("a cancellation whose answer was lost is found out by asking", async () => {
  const id = await authorizedIntent(server.direct);
  const headers = withKey();
  const fields = { cancellation_reason: "duplicate" };
  loseSoon(server);
  const held = holdAcquirer(server, "before", "void");
  const unsure = await cancel(server.direct, id, fields, headers);
  expect(unsure).toMatchObject({ status: 200, body: { status: "requires_capture" } });
  expect(await capture(server.direct, id)).toMatchObject(CONFLICT);
  server.clock.advance(LOOK_UP_MS);
  await expect.poll(() => statusOf(id), PATIENCE).toBe("canceled");
  held.release();
  const again = await cancel(server.direct, id, fields, headers);
  expect(again).toMatchObject({
    status: 200,
    body: { status: "canceled", cancellation_reason: "duplicate" },
  });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED, { kind: "voided", amount: 2000 }]);
});

/** Takes back what was written of a capture's or a void's outcome, as if a crash had come before that write. */
async function forgetOutcome(intent_id: string, key: string): Promise<void> {
  const id = parseId("payment_intent", intent_id);
  await server.db.transaction(async (transaction) => {
    await transaction.query(
      "UPDATE payment_modifications SET status = 'pending', connector_reference = NULL WHERE payment_intent_id = $1",
      [id],
    );
    await transaction.query(
      "UPDATE payment_attempts SET status = 'authorized' WHERE payment_intent_id = $1",
      [id],
    );
    await transaction.query(
      `UPDATE payment_intents SET status = 'requires_capture', amount_received = 0, canceled_at = NULL,
              cancellation_reason = NULL, version = version - 1 WHERE id = $1`,
      [id],
    );
    await liftGuards(transaction);
    await transaction.query("DELETE FROM ledger_entries WHERE payment_intent_id = $1", [id]);
    await transaction.query(
      "DELETE FROM events WHERE object_id = $1 AND type IN ('payment.succeeded', 'payment.canceled')",
      [id],
    );
    await forgetAnswer(transaction, key);
  });
}

test.each([
  ["capture", capture, "succeeded"],
  ["cancellation", cancel, "canceled"],
])("a %s whose outcome a crash took is looked up, and its key is answered", async (_name, ask, status) => {
  const id = await authorizedIntent(server.direct);
  const key = randomUUID();
  const first = await ask(server.direct, id, {}, withKey(key));
  const asked = (await server.journal()).length;
  await forgetOutcome(id, key);
  expect(await ask(server.direct, id, {}, withKey(key))).toMatchObject({ status: 409 });
  server.clock.advance(LOOK_UP_MS);
  await expect.poll(() => statusOf(id), PATIENCE).toBe(status);
  const again = await ask(server.direct, id, {}, withKey(key));
  expect(again.status).toBe(200);
  expect({ ...again.body, canceled_at: null }).toEqual({ ...first.body, canceled_at: null });
  expect((await server.journal()).length).toBe(asked);
});

test("an authorisation whose answer was lost is looked up, and waits to be captured", async () => {
  loseSoon(server);
  const held = holdAcquirer(server, "before");
  const { body } = await payIntent(server.direct, CARDS.good, { capture_method: "manual" });
  expect(body.status).toBe("processing");
  server.clock.advance(LOOK_UP_MS);
  await expect.poll(() => statusOf(body.id), PATIENCE).toBe("requires_capture");
  held.release();
  expect((await capture(server.direct, body.id)).body.status).toBe("succeeded");
  expect(await acquirerSays(server, body.id)).toEqual([AUTHORIZED, { kind: "captured", amount: 2000 }]);
});

test("a payment that is canceled while its buyer authenticates is released, or was never authorised", async () => {
  for (let round = 0; round < 6; round++) {
    const { body } = await payIntent(server.direct, CARDS.challenge, { capture_method: "manual" });
    const url = body.next_action?.redirect_to_url.url ?? "";
    const [, canceled] = await Promise.all([answerChallenge(url, "approve"), cancel(server.direct, body.id)]);
    // Whoever comes while the bank's answer is on its way is told so, and may come again.
    const last = canceled.status === 200 ? canceled : await cancel(server.direct, body.id);
    expect(last).toMatchObject({ status: 200, body: { status: "canceled" } });
    expect(["closed", "voided"]).toContain((await acquirerSays(server, body.id)).at(-1)?.kind);
    expect(await balancesOf(server, body.id)).toEqual({});
  }
});

test("what nobody captures in its seven days is canceled, and the money released", async () => {
  const id = await authorizedIntent(server.direct);
  server.clock.advance(7 * DAY_MS - HOUR_MS);
  await releaseAuthorizationsJob(server.core).run({ wake() {} });
  expect(await statusOf(id)).toBe("requires_capture");
  server.clock.advance(HOUR_MS);
  await expect.poll(() => statusOf(id), PATIENCE).toBe("canceled");
  expect(await read(id)).toMatchObject({ cancellation_reason: "automatic", amount_capturable: 0 });
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED, { kind: "voided", amount: 2000 }]);
  expect((await eventsOf(server, id)).at(-1)).toBe("payment.canceled");
  expect(await capture(server.direct, id)).toMatchObject(CONFLICT);
  expect(await balancesOf(server, id)).toEqual({});
});

test("after all of this the books balance, and hold what the acquirer took", async () => {
  const books = await checkBooks(server.db);
  expect(books.unbalanced).toBe(0);
  const [posted] = await server.db.query<{ total: number }>(
    "SELECT coalesce(sum(amounts[array_position(accounts, 'acquirer_receivable')]), 0)::bigint AS total FROM ledger_entries",
  );
  const taken = (await server.journal()).filter(({ kind }) => kind === "captured" || kind === "approved");
  expect(new Set(taken.map(({ reference }) => reference)).size).toBe(taken.length);
  expect(posted?.total).toBe(taken.reduce((total, { amount = 0 }) => total + amount, 0));
});
