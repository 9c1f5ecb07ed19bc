import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import { liftGuards } from "../support/append-only.ts";
import { forgetAnswer } from "../support/forget-answer.ts";
import { useTestServer } from "../support/server.ts";
import {
  answerChallenge,
  CARDS,
  cashierPost,
  makeIntent,
  makePaymentMethod,
  makeSession,
  payment,
} from "../support/shop.ts";

const server = useTestServer();

/** Forgets the answer to a key, as a crash between the payment and its answer would. */
async function loseAnswer(key: string): Promise<void> {
  expect(await forgetAnswer(server.db, key)).toBe(1);
}

async function journalLines(): Promise<number> {
  return (await server.journal()).length;
}

test.each([
  ["a good card", CARDS.good, 200],
  ["a declined card", CARDS.declined, 402],
  ["a card that needs the buyer", CARDS.challenge, 200],
])("after a confirmation with %s, the lost answer is found again", async (_name, number, status) => {
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, number);
  const path = `/payment_intents/${await makeIntent(server.direct)}/confirm`;
  const key = randomUUID();
  const first = await onerway.post(path, { payment_method }, { "idempotency-key": key });
  const asked = await journalLines();
  await loseAnswer(key);
  const again = await onerway.post(path, { payment_method }, { "idempotency-key": key });
  expect(first.status).toBe(status);
  expect(again.status).toBe(status);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  // Only the number of the request is another.
  const withoutRequestId = (text: string) => text.replace(/req_\w+/, "");
  expect(withoutRequestId(again.text)).toBe(withoutRequestId(first.text));
  expect(await journalLines()).toBe(asked);
});

test("after an intent was made and paid in one request, the lost answer is found again", async () => {
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const body = { amount: 2000, currency: "usd", payment_method, confirm: true };
  const key = randomUUID();
  const first = await onerway.post("/payment_intents", body, { "idempotency-key": key });
  const asked = await journalLines();
  await loseAnswer(key);
  const again = await onerway.post("/payment_intents", body, { "idempotency-key": key });
  expect(again).toMatchObject({ status: 200, text: first.text });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await journalLines()).toBe(asked);
});

test("a buyer whose page lost the answer sees the paid session", async () => {
  const open = await makeSession(server.mor);
  const pressed = payment(open, CARDS.good);
  await cashierPost(server, open, "pay", pressed);
  const asked = await journalLines();
  await loseAnswer(`${parseId("checkout_session", open.id)}:${pressed.attempt_key}`);
  const again = await cashierPost(server, open, "pay", pressed);
  expect(again.status).toBe(200);
  expect(again.body).toMatchObject({ status: "complete", payment_status: "paid" });
  expect(await journalLines()).toBe(asked);
});

test("the answer that is found again tells how things stand, when the buyer has authenticated meanwhile", async () => {
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, CARDS.challenge);
  const path = `/payment_intents/${await makeIntent(server.direct)}/confirm`;
  const key = randomUUID();
  const first = await onerway.post(path, { payment_method }, { "idempotency-key": key });
  await loseAnswer(key);
  await answerChallenge(first.body.next_action?.redirect_to_url.url ?? "", "approve");
  const again = await onerway.post(path, { payment_method }, { "idempotency-key": key });
  expect(again.body.status).toBe("succeeded");
});

test("while nobody knows how a payment ended, asking again is answered with 409, and then with its end", async () => {
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct);
  const path = `/payment_intents/${id}/confirm`;
  const key = randomUUID();
  await onerway.post(path, { payment_method }, { "idempotency-key": key });
  await loseAnswer(key);
  await forgetOutcome();
  const meanwhile = await onerway.post(path, { payment_method }, { "idempotency-key": key });
  expect(meanwhile.status).toBe(409);
  expect(meanwhile.body.error).toMatchObject({ type: "idempotency_error", code: "idempotency_key_in_use" });
  expect((await onerway.get(`/payment_intents/${id}`)).body.status).toBe("processing");

  // The worker asks the acquirer, who remembers.
  server.clock.advance(60_000);
  await expect.poll(async () => (await onerway.get(`/payment_intents/${id}`)).body.status).toBe("succeeded");
  const after = await onerway.post(path, { payment_method }, { "idempotency-key": key });
  expect(after).toMatchObject({ status: 200, body: { id, status: "succeeded" } });
});

/** Takes back what was written of the latest payment's outcome, as if a crash had come before that write. */
async function forgetOutcome(): Promise<void> {
  await server.db.transaction(async (transaction) => {
    const [attempt] = await transaction.query<{ id: string; payment_intent_id: string }>(
      `UPDATE payment_attempts SET status = 'pending', connector_reference = NULL, settled_at = NULL
        WHERE created_at = (SELECT max(created_at) FROM payment_attempts) RETURNING id, payment_intent_id`,
    );
    await transaction.query(
      "UPDATE payment_intents SET status = 'processing', amount_received = 0, version = version - 1 WHERE id = $1",
      [attempt?.payment_intent_id],
    );
    await liftGuards(transaction);
    await transaction.query("DELETE FROM ledger_entries WHERE id = $1", [attempt?.id]);
    await transaction.query("DELETE FROM events WHERE object_id = $1 AND type = 'payment.succeeded'", [
      attempt?.payment_intent_id,
    ]);
  });
}
