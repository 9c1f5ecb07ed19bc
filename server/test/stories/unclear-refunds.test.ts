import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import { liftGuards } from "../support/append-only.ts";
import { forgetAnswer } from "../support/forget-answer.ts";
import {
  balancesOf,
  getPayment,
  getRefund,
  givenBack,
  paidIntent,
  refund,
  SLOW_REFUND_CARDS,
} from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { holdAcquirer, loseSoon } from "../support/slow-acquirer.ts";

const server = useTestServer();
const PATIENCE = { timeout: 60_000, interval: 20 };
/** Later than a refund that was not answered is looked up. */
const LOOK_UP_MS = 10_000;

const withKey = (key: string = randomUUID()) => ({ "idempotency-key": key });

async function statusOf(id: string): Promise<string> {
  return (await getRefund(server.direct, id)).status;
}

/** Forgets the answer to a key, as a crash between the refund and its answer would. */
async function loseAnswer(headers: { "idempotency-key": string }): Promise<void> {
  expect(await forgetAnswer(server.db, headers["idempotency-key"])).toBe(1);
}

test("while the acquirer is being asked, the amount counts, and the same request is told to wait", async () => {
  const payment_id = await paidIntent(server.direct);
  const headers = withKey();
  const held = holdAcquirer(server, "after", "refund");
  const first = refund(server.direct, payment_id, { amount: 1500 }, headers);
  await held.asked;
  expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: 1500 });
  const more = await refund(server.direct, payment_id, { amount: 501 });
  expect(more).toMatchObject({ status: 400, body: { error: { code: "amount_too_large" } } });
  const meanwhile = await refund(server.direct, payment_id, { amount: 1500 }, headers);
  expect(meanwhile).toMatchObject({ status: 409, body: { error: { code: "idempotency_key_in_use" } } });
  const other = await refund(server.direct, payment_id, { amount: 100 }, headers);
  expect(other).toMatchObject({ status: 400, body: { error: { code: "idempotency_error" } } });
  held.release();
  const { status, text } = await first;
  expect(status).toBe(200);
  expect(await refund(server.direct, payment_id, { amount: 1500 }, headers)).toMatchObject({ status, text });
  expect(await givenBack(server, payment_id)).toEqual([1500]);
});

test("a refund whose answer was lost is found out by asking, and the money goes back once", async () => {
  const payment_id = await paidIntent(server.direct);
  const headers = withKey();
  loseSoon(server);
  const held = holdAcquirer(server, "before", "refund");
  const { status, body } = await refund(server.direct, payment_id, {}, headers);
  expect({ status, is: body.data.status }).toEqual({ status: 200, is: "pending" });
  const waiting = await refund(server.direct, payment_id, {}, headers);
  expect(waiting.body.error?.code).toBe("idempotency_key_in_use");

  server.clock.advance(LOOK_UP_MS);
  await expect.poll(() => statusOf(body.data.id), PATIENCE).toBe("succeeded");
  held.release();
  const again = await refund(server.direct, payment_id, {}, headers);
  expect(again).toMatchObject({ status: 200, body: { data: { id: body.data.id, status: "succeeded" } } });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await givenBack(server, payment_id)).toEqual([2000]);
  expect(await balancesOf(server, payment_id)).toEqual({ acquirer_receivable: 0, merchant_payable: 0 });
});

test("a refund that never reached the acquirer fails, frees its amount, and cannot arrive later", async () => {
  const payment_id = await paidIntent(server.direct);
  const headers = withKey();
  loseSoon(server);
  const held = holdAcquirer(server, "after", "refund");
  const { id } = (await refund(server.direct, payment_id, {}, headers)).body.data;
  server.clock.advance(LOOK_UP_MS);
  await expect.poll(() => statusOf(id), PATIENCE).toBe("failed");
  expect(await getRefund(server.direct, id)).toMatchObject({ failure_reason: "processing_error" });
  held.release();
  const told = await refund(server.direct, payment_id, {}, headers);
  expect(told.body).toMatchObject({ message: "Refund failed", data: { id, status: "failed" } });
  expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: 0 });
  expect(await givenBack(server, payment_id)).toEqual([]);

  const again = await refund(server.direct, payment_id);
  expect(again.body.data).toMatchObject({ amount: 2000, status: "succeeded" });
  expect(await givenBack(server, payment_id)).toEqual([2000]);
  expect(await statusOf(id)).toBe("failed");
});

test("a refund whose outcome a crash took is looked up, and nothing goes back twice", async () => {
  const payment_id = await paidIntent(server.direct);
  const headers = withKey();
  const { id } = (await refund(server.direct, payment_id, { amount: 700 }, headers)).body.data;
  await loseAnswer(headers);
  await forgetOutcome(id);
  const waiting = await refund(server.direct, payment_id, { amount: 700 }, headers);
  expect(waiting).toMatchObject({ status: 409, body: { error: { code: "idempotency_key_in_use" } } });
  expect(await statusOf(id)).toBe("pending");
  server.clock.advance(LOOK_UP_MS);
  await expect.poll(() => statusOf(id), PATIENCE).toBe("succeeded");
  const again = await refund(server.direct, payment_id, { amount: 700 }, headers);
  expect(again).toMatchObject({ status: 200, body: { data: { id, status: "succeeded" } } });
  expect(await balancesOf(server, payment_id)).toMatchObject({ merchant_payable: -1300 });
  expect(await givenBack(server, payment_id)).toEqual([700]);
});

/** Takes back what was written of a refund's outcome, as if a crash had come before that write. */
async function forgetOutcome(id: string): Promise<void> {
  const refund_id = parseId("refund", id);
  await server.db.transaction(async (transaction) => {
    await transaction.query(
      `UPDATE refunds SET status = 'pending', connector_reference = NULL, version = 1, resolve_at = created_at + interval '6 seconds'
        WHERE id = $1`,
      [refund_id],
    );
    await liftGuards(transaction);
    await transaction.query("DELETE FROM ledger_entries WHERE id = $1", [refund_id]);
    await transaction.query("DELETE FROM events WHERE object_id = $1", [refund_id]);
  });
}

test.each([
  ["a refund that succeeds", undefined, "succeeded"],
  ["a refund that takes its time", SLOW_REFUND_CARDS.succeeds_later, "pending"],
])("after %s, the lost answer is found again", async (_name, card, is) => {
  const payment_id = await paidIntent(server.direct, card);
  const headers = withKey();
  const first = await refund(server.direct, payment_id, { amount: 500 }, headers);
  const asked = (await server.journal()).length;
  await loseAnswer(headers);
  const again = await refund(server.direct, payment_id, { amount: 500 }, headers);
  expect(again).toMatchObject({ status: 200, text: first.text, body: { data: { status: is } } });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect((await server.journal()).length).toBe(asked);
});

test("a refused refund leaves its key free", async () => {
  const payment_id = await paidIntent(server.direct);
  const headers = withKey();
  const refused = await refund(server.direct, payment_id, { amount: 2001 }, headers);
  expect(refused.status).toBe(400);
  const corrected = await refund(server.direct, payment_id, { amount: 2000 }, headers);
  expect(corrected.status).toBe(200);
  expect(corrected.headers.get("idempotent-replayed")).toBeNull();
});

test("a repeated request is answered as before, even when nothing is left to refund", async () => {
  const payment_id = await paidIntent(server.direct);
  const headers = withKey();
  const first = await refund(server.direct, payment_id, {}, headers);
  const again = await refund(server.direct, payment_id, {}, headers);
  expect(again).toMatchObject({ status: 200, text: first.text });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
});

test("a refund that is being called off while it is being made ends in one way, here and at the acquirer", async () => {
  const payment_id = await paidIntent(server.direct, SLOW_REFUND_CARDS.succeeds_later);
  const held = holdAcquirer(server, "after", "refund");
  const making = refund(server.direct, payment_id);
  await held.asked;
  const { items } = (await server.direct.faststar.get(`/public/refunds?payment_id=${payment_id}`)).body.data;
  const id = items[0]?.id ?? "";
  // The acquirer has not heard of it yet, and refuses it from now on.
  const canceled = await server.direct.faststar.post(`/public/refunds/${id}/cancel`);
  expect(canceled.status).toBe(409);
  held.release();
  expect((await making).body.data).toMatchObject({ id, status: "failed" });
  expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: 0 });
  expect(await givenBack(server, payment_id)).toEqual([]);
});

test("after all of this the books balance", async () => {
  const books = await checkBooks(server.db);
  expect(books.unbalanced).toBe(0);
  for (const { sum } of books.sums) expect(sum).toBe(0);
});
