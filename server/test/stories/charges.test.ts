import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Connector, Outcome } from "../../src/connectors/connector.ts";
import { parseId } from "../../src/kit/ids.ts";
import { liftGuards } from "../support/append-only.ts";
import { forgetAnswer } from "../support/forget-answer.ts";
import { bodyOf, useReceiver } from "../support/receiver.ts";
import { CHARGE, charge, customerWithCard, makeCustomer, saveCard } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS } from "../support/shop.ts";

const server = useTestServer();
const receiver = useReceiver();

let good: { customer: string; card: string };

beforeAll(async () => {
  good = await customerWithCard(server, server.direct);
});

async function approvals(): Promise<number> {
  return (await server.journal()).filter(({ kind }) => kind === "approved").length;
}

/** The payment as the other API shows it. */
async function intentOf(id: string) {
  return (await server.direct.onerway.get(`/payment_intents/${id}`)).body;
}

/** Where the buyer's bank waits. */
async function challengeOf(id: string): Promise<string> {
  return (await intentOf(id)).next_action?.redirect_to_url.url ?? "";
}

test("the documented charge of a saved card succeeds", async () => {
  const { customer, card } = good;
  const { status, body } = await charge(server.direct, customer, { payment_method_id: card });
  expect(status).toBe(200);
  expect(body).toEqual({
    success: true,
    message: expect.any(String),
    data: {
      payment_intent_id: expect.stringMatching(/^pi_/),
      status: "succeeded",
      amount: 1999,
      currency: "USD",
      payment_method_id: card,
      customer_id: customer,
      off_session: true,
      description: null,
      client_reference_id: null,
      metadata: {},
      created_at: expect.stringMatching(/Z$/),
    },
  });
  expect(await intentOf(body.data.payment_intent_id)).toMatchObject({ status: "succeeded", customer });
});

test("without a card's name the default is charged, and what is said about it is kept", async () => {
  const customer = await makeCustomer(server.direct);
  await saveCard(server, server.direct, customer);
  const second = await saveCard(server, server.direct, customer, "5555555555554444");
  await server.direct.faststar.post(`/public/payment-methods/${second}/default`);
  const fields = {
    off_session: false,
    description: "July, 七月",
    client_reference_id: "renewal_7",
    metadata: { plan: "gold" },
    currency: "eur",
  };
  const { body } = await charge(server.direct, customer, fields);
  expect(body.data).toMatchObject({ ...fields, currency: "EUR", payment_method_id: second });
});

test("a charge takes no tax, from a direct merchant or a Merchant of Record", async () => {
  for (const merchant of [server.direct, server.mor]) {
    const { customer } = await customerWithCard(server, merchant);
    const { body } = await charge(merchant, customer);
    const [entry] = await server.db.query<{ accounts: string[]; amounts: string }>(
      "SELECT accounts, array_to_string(amounts, ' ') AS amounts FROM ledger_entries WHERE payment_intent_id = $1",
      [parseId("payment_intent", body.data.payment_intent_id)],
    );
    expect(entry).toEqual({ accounts: ["acquirer_receivable", "merchant_payable"], amounts: "1999 -1999" });
  }
});

test("a customer without a card cannot be charged, and the message says what to do", async () => {
  const { status, body } = await charge(server.direct, await makeCustomer(server.direct));
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: "parameter_missing", param: "payment_method_id" });
  expect(body.message).toMatch(/no saved card/);
});

test("only a customer's own card is charged", async () => {
  const other = await customerWithCard(server, server.direct);
  const theirs = await customerWithCard(server, server.mor);
  const before = await approvals();
  for (const payment_method_id of [other.card, theirs.card, "pm_0000000000000000000000", "pm_x"]) {
    const { status, body } = await charge(server.direct, good.customer, { payment_method_id });
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ code: "resource_missing", param: "payment_method_id" });
  }
  expect((await charge(server.direct, theirs.customer)).status).toBe(404);
  expect(await approvals()).toBe(before);
});

test.each([
  [{ amount: 49 }, "amount_too_small", "amount"],
  [{ amount: 100_000_000 }, "amount_too_large", "amount"],
  [{ currency: "USX" }, "currency_unsupported", "currency"],
])("the charge %j is refused with %s", async (fields, code, param) => {
  const { status, body } = await charge(server.direct, good.customer, fields);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code, param });
});

test("a card that was saved may be declined, and the answer says why and which payment it was", async () => {
  const { customer, card } = await customerWithCard(server, server.direct, CARDS.saved_then_declined);
  const { status, headers, body } = await charge(server.direct, customer, { payment_method_id: card });
  expect(status).toBe(402);
  expect(body).toEqual({
    success: false,
    message: "The card was declined.",
    error: {
      code: "card_declined",
      decline_code: "generic_decline",
      param: "payment_method_id",
      payment_intent_id: expect.stringMatching(/^pi_/),
      request_id: headers.get("request-id"),
    },
  });
  expect((await intentOf(body.error?.payment_intent_id ?? "")).status).toBe("requires_payment_method");
});

describe("a card that needs the buyer at every charge", () => {
  async function needingBuyer(fields: object = {}, headers = {}) {
    const { customer, card } = await customerWithCard(server, server.direct, CARDS.challenge);
    const answer = await charge(server.direct, customer, { payment_method_id: card, ...fields }, headers);
    return { customer, card, answer, id: answer.body.data.payment_intent_id };
  }

  test.each([true, false])(
    "is answered with 402 and the way to go on (off_session: %s)",
    async (off_session) => {
      const { answer, id } = await needingBuyer({ off_session });
      expect(answer.status).toBe(402);
      const { client_secret } = answer.body.data;
      expect(answer.body).toEqual({
        success: false,
        message: "Payment requires additional authentication",
        error: {
          code: "authentication_required",
          param: null,
          payment_intent_id: id,
          request_id: answer.headers.get("request-id"),
        },
        data: {
          payment_intent_id: id,
          status: "requires_action",
          client_secret: expect.stringMatching(new RegExp(`^${id}_secret_`)),
          authentication_url: `${server.url}/authenticate/${id}?client_secret=${client_secret}`,
        },
      });
    },
  );

  test("is paid when the buyer has authenticated, and the shop is told", async () => {
    const endpoint = { url: receiver.url("/hooks"), event_types: ["payment.succeeded"] };
    await server.direct.faststar.post("/merchant/webhook-endpoints", endpoint);
    const { customer, card, id } = await needingBuyer({ client_reference_id: "renewal_8" });
    const before = await approvals();
    await answerChallenge(await challengeOf(id), "approve");
    expect(await intentOf(id)).toMatchObject({ status: "succeeded", payment_method: card });
    expect(await approvals()).toBe(before + 1);
    await expect
      .poll(() => receiver.deliveries.map(bodyOf).find(({ data }) => data.payment_id === id))
      .toMatchObject({
        type: "payment.succeeded",
        data: { amount: 1999, customer_id: customer, client_reference_id: "renewal_8" },
      });
  });

  test("is not paid when the buyer fails", async () => {
    const { id } = await needingBuyer();
    await answerChallenge(await challengeOf(id), "fail");
    expect(await intentOf(id)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
  });

  test("asked for again with the same key, leaves the challenge as it is", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const { customer, card, answer, id } = await needingBuyer({}, headers);
    const again = await charge(server.direct, customer, { payment_method_id: card }, headers);
    expect(again).toMatchObject({ status: 402, text: answer.text });
    await answerChallenge(await challengeOf(id), "approve");
    expect((await intentOf(id)).status).toBe("succeeded");
  });
});

describe("a card that needs the buyer unless it was set up", () => {
  test("is charged without the buyer, because saving it was setting it up", async () => {
    const { customer } = await customerWithCard(server, server.direct, CARDS.challenge_unless_set_up);
    expect((await charge(server.direct, customer)).body.data.status).toBe("succeeded");
  });

  test("needs the buyer when they are there", async () => {
    const { customer } = await customerWithCard(server, server.direct, CARDS.challenge_unless_set_up);
    expect((await charge(server.direct, customer, { off_session: false })).status).toBe(402);
  });

  test("needs the buyer when the processor knows of no verification", async () => {
    const { customer, card } = await customerWithCard(server, server.direct, CARDS.challenge_unless_set_up);
    const reference = `sim_${server.core.new_id()}`;
    await server.db.query("UPDATE payment_methods SET setup_reference = $2 WHERE id = $1", [
      parseId("payment_method", card),
      reference,
    ]);
    expect((await charge(server.direct, customer)).status).toBe(402);
  });
});

test.each([
  [CARDS.already_set_up, true, 200, undefined],
  [CARDS.already_set_up, false, 402, "authentication_required"],
  [CARDS.approved_without_money, true, 402, "insufficient_funds"],
  [CARDS.approved_without_money, false, 402, "authentication_required"],
] as const)("the card %s, off_session %s, is answered with %i", async (number, off_session, status, code) => {
  const { customer } = await customerWithCard(server, server.direct, number);
  const answer = await charge(server.direct, customer, { off_session });
  expect(answer.status).toBe(status);
  expect(answer.body.error?.code).toBe(code);
});

/** What the acquirer says to the next charge. */
function nextOutcome(outcome: Outcome): void {
  const connector = server.core.connectors.choose(server.direct.scope) as Connector;
  vi.spyOn(connector, "authorize").mockResolvedValueOnce(outcome);
}

test("a bank that sends us away to bring the buyer is the same to the shop", async () => {
  nextOutcome({
    kind: "declined",
    reference: "soft",
    code: "authentication_required",
    decline_code: "authentication_required",
  });
  const { status, body } = await charge(server.direct, good.customer);
  expect(status).toBe(402);
  expect(body.message).toBe("Payment requires additional authentication");
  expect(body.error?.code).toBe("authentication_required");
  expect(body.data).toMatchObject({
    status: "requires_payment_method",
    authentication_url: expect.stringContaining(
      `/authenticate/${body.data.payment_intent_id}?client_secret=`,
    ),
  });
});

test("while the bank has not answered, the payment is being processed", async () => {
  nextOutcome({ kind: "unknown", reason: "a test" });
  const { status, body } = await charge(server.direct, good.customer);
  expect(status).toBe(200);
  expect(body.data.status).toBe("processing");
});

test("twenty equal requests at once charge once", async () => {
  const before = await approvals();
  const headers = { "idempotency-key": randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => charge(server.direct, good.customer, {}, headers)),
  );
  const settled = await charge(server.direct, good.customer, {}, headers);
  for (const { status, text } of answers) {
    if (status !== 409) expect({ status, text }).toEqual({ status: 200, text: settled.text });
  }
  expect(settled.headers.get("idempotent-replayed")).toBe("true");
  expect(await approvals()).toBe(before + 1);
});

test("a charge is told again even when the card and its customer are gone", async () => {
  const { customer } = await customerWithCard(server, server.direct);
  const headers = { "idempotency-key": randomUUID() };
  const first = await charge(server.direct, customer, {}, headers);
  await server.direct.faststar.delete(`/public/customers/${customer}`);
  const again = await charge(server.direct, customer, {}, headers);
  expect(again).toMatchObject({ status: 200, text: first.text });
  expect((await charge(server.direct, customer, { amount: 2000 }, headers)).status).toBe(400);
});

test("after a crash between asking the bank and writing its answer down, the charge is found again", async () => {
  const headers = { "idempotency-key": randomUUID() };
  const { body } = await charge(server.direct, good.customer, {}, headers);
  const id = body.data.payment_intent_id;
  const before = await approvals();
  await forgetOutcome(id, headers["idempotency-key"]);
  const meanwhile = await charge(server.direct, good.customer, {}, headers);
  expect(meanwhile.status).toBe(409);
  expect(meanwhile.body.error?.code).toBe("idempotency_key_in_use");
  // The worker asks the acquirer, who remembers.
  server.clock.advance(60_000);
  await expect.poll(async () => (await intentOf(id)).status).toBe("succeeded");
  const after = await charge(server.direct, good.customer, {}, headers);
  expect(after).toMatchObject({ status: 200, text: expect.stringContaining(id) });
  expect(after.body.data).toEqual(body.data);
  expect(await approvals()).toBe(before);
});

async function forgetOutcome(public_id: string, key: string): Promise<void> {
  const id = parseId("payment_intent", public_id);
  await server.db.transaction(async (transaction) => {
    await forgetAnswer(transaction, key);
    await transaction.query(
      "UPDATE payment_attempts SET status = 'pending', connector_reference = NULL, settled_at = NULL WHERE payment_intent_id = $1",
      [id],
    );
    await transaction.query(
      "UPDATE payment_intents SET status = 'processing', amount_received = 0, version = version - 1 WHERE id = $1",
      [id],
    );
    await liftGuards(transaction);
    await transaction.query("DELETE FROM ledger_entries WHERE payment_intent_id = $1", [id]);
    await transaction.query("DELETE FROM events WHERE object_id = $1 AND type = 'payment.succeeded'", [id]);
  });
}

test("the documented fields are enough, and leaving off_session out means that the buyer is away", async () => {
  const { amount, currency } = CHARGE;
  const path = `/public/customers/${good.customer}/charge`;
  const { body } = await server.direct.faststar.post(path, { amount, currency });
  expect(body.data).toMatchObject({ status: "succeeded", off_session: true });
});
