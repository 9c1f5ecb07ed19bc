import type Stripe from "stripe";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { useTestServer } from "../support/server.ts";
import { CARDS } from "../support/shop.ts";
import { holdAcquirer } from "../support/slow-acquirer.ts";
import { CLIENT_VERSIONS, connectStripe, refusalOf, type SentRequest } from "../support/stripe-clients.ts";

// Merchants catch the classes that the library makes of an answer, and look at their fields.
const server = useTestServer();

const MONEY = { amount: 2000, currency: "usd" } as const;

describe.each(CLIENT_VERSIONS)("with version $version of Stripe's library", (client) => {
  const { errors } = client.Library;
  let stripe: Stripe;
  beforeAll(() => {
    stripe = connectStripe(client, server);
  });

  const cardOf = (number: string) =>
    stripe.paymentMethods.create({
      type: "card",
      card: { number, exp_month: 12, exp_year: 2034, cvc: "123" },
    });

  test.each([
    ["4000000000000002", "card_declined", "generic_decline"],
    ["4000000000009995", "insufficient_funds", "insufficient_funds"],
    ["4000000000009987", "card_declined", "lost_card"],
    ["4000000000009979", "card_declined", "stolen_card"],
    ["4000000000006975", "card_declined", "card_velocity_exceeded"],
    ["4000000000000069", "expired_card", "expired_card"],
    ["4000000000000127", "incorrect_cvc", "incorrect_cvc"],
    ["4000000000000119", "processing_error", "processing_error"],
  ])("StripeCardError: %s is declined with %s", async (number, code, decline_code) => {
    const { id: payment_method } = await cardOf(number);
    const error = await refusalOf(stripe.paymentIntents.create({ ...MONEY, payment_method, confirm: true }));
    expect(error).toBeInstanceOf(errors.StripeCardError);
    expect(error).toMatchObject({
      statusCode: 402,
      rawType: "card_error",
      code,
      param: "payment_method",
      decline_code,
      message: expect.stringMatching(/card/),
      payment_intent: {
        object: "payment_intent",
        status: "requires_payment_method",
        last_payment_error: { code, payment_method: { id: payment_method } },
      },
      requestId: expect.stringMatching(/^req_/),
      headers: { "request-id": error.requestId },
    });
  });

  test("StripeCardError: a number that is none is refused when the card is made", async () => {
    const error = await refusalOf(cardOf("4242424242424241"));
    expect(error).toBeInstanceOf(errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code: "invalid_number" });
  });

  test("StripeInvalidRequestError: names the parameter that is wrong, missing or unknown", async () => {
    const cases = [
      [{ currency: "usd" }, "parameter_missing", "amount"],
      [{ ...MONEY, amount: 0 }, "parameter_invalid_integer", "amount"],
      [{ ...MONEY, amount: 49 }, "amount_too_small", "amount"],
      [{ ...MONEY, amount: 100_000_000 }, "amount_too_large", "amount"],
      [{ ...MONEY, currency: "xxz" }, "invalid_currency", "currency"],
      [{ ...MONEY, colour: "red" }, "parameter_unknown", "colour"],
      [{ ...MONEY, description: "x".repeat(351) }, "parameter_invalid", "description"],
      [{ ...MONEY, payment_method: "pm_123" }, "resource_missing", "payment_method"],
      [{ ...MONEY, customer: "cus_123" }, "resource_missing", "customer"],
    ] as const;
    for (const [params, code, param] of cases) {
      const error = await refusalOf(stripe.paymentIntents.create(params as never));
      expect(error, param).toBeInstanceOf(errors.StripeInvalidRequestError);
      expect(error).toMatchObject({ statusCode: code === "resource_missing" ? 404 : 400, code, param });
    }
  });

  test("StripeInvalidRequestError: a field within a field is named as the library sent it", async () => {
    const card = { exp_month: 12, exp_year: 2034 } as Stripe.PaymentMethodCreateParams.Card;
    expect(await refusalOf(stripe.paymentMethods.create({ type: "card", card }))).toMatchObject({
      param: "card[number]",
      message: "Missing required parameter: card[number].",
    });
    const shipping = { name: "Ada", address: { line1: "x".repeat(1000) } };
    const error = await refusalOf(stripe.customers.create({ shipping }));
    expect(error).toMatchObject({ statusCode: 400, param: "shipping[address][line1]" });
    expect(error.message).toContain("shipping[address][line1]");
  });

  test("StripeAuthenticationError: a key that is none", async () => {
    for (const key of ["sk_test_wrong", `${server.direct.secret_key}x`]) {
      const stranger = connectStripe(client, server, { key });
      const error = await refusalOf(stripe.customers.list({}, { apiKey: key }));
      expect(error).toBeInstanceOf(errors.StripeAuthenticationError);
      expect(error).toMatchObject({ statusCode: 401, rawType: "invalid_request_error" });
      expect(error.message).not.toContain(key);
      expect(await refusalOf(stranger.paymentIntents.create(MONEY))).toMatchObject({ statusCode: 401 });
    }
  });

  test("StripePermissionError: a publishable key on a server", async () => {
    const page = connectStripe(client, server, { key: server.direct.publishable_key });
    const error = await refusalOf(page.customers.create({ email: "a@example.com" }));
    expect(error).toBeInstanceOf(errors.StripePermissionError);
    expect(error).toMatchObject({ statusCode: 403, code: "secret_key_required" });
  });

  test("StripeIdempotencyError: a key that was used for something else", async () => {
    const idempotencyKey = `order-${client.version}`;
    await stripe.paymentIntents.create(MONEY, { idempotencyKey });
    const error = await refusalOf(
      stripe.paymentIntents.create({ ...MONEY, amount: 2001 }, { idempotencyKey }),
    );
    expect(error).toBeInstanceOf(errors.StripeIdempotencyError);
    expect(error).toMatchObject({ statusCode: 400, rawType: "idempotency_error" });
  });

  test("StripeAPIError: the server's own trouble, which the library gets over by asking again", async () => {
    const transaction = vi.spyOn(server.core.db, "transaction");
    onTestFinished(() => transaction.mockRestore());
    transaction.mockRejectedValue(new Error("the connection was lost"));
    const error = await refusalOf(stripe.customers.create({ name: "Nobody" }));
    expect(error).toBeInstanceOf(errors.StripeAPIError);
    expect(error).toMatchObject({ statusCode: 500, rawType: "api_error" });
    const sent: SentRequest[] = [];
    const email = `once+${client.version}@example.com`;
    const patient = connectStripe(client, server, { retries: 5, sent });
    const making = patient.customers.create({ email });
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(1), { timeout: 60_000 });
    transaction.mockRestore();
    const made = await making;
    const keys = sent.map(({ headers }) => headers["Idempotency-Key"]);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toEqual(expect.any(String));
    expect((await stripe.customers.list({ email })).data.map(({ id }) => id)).toEqual([made.id]);
  });

  test("while a request is being carried out, the library asks again until its answer is there", async () => {
    const { id: payment_method } = await cardOf(CARDS.good);
    const intent = await stripe.paymentIntents.create({ ...MONEY, payment_method });
    const acquirer = holdAcquirer(server);
    const idempotencyKey = `confirm-${client.version}`;
    const first = stripe.paymentIntents.confirm(intent.id, {}, { idempotencyKey });
    await acquirer.asked;
    const busy = await refusalOf(stripe.paymentIntents.confirm(intent.id, {}, { idempotencyKey }));
    expect(busy).toMatchObject({
      statusCode: 409,
      code: "idempotency_key_in_use",
      headers: { "stripe-should-retry": "true" },
    });
    const sent: SentRequest[] = [];
    const patient = connectStripe(client, server, { retries: 5, sent });
    const second = patient.paymentIntents.confirm(intent.id, {}, { idempotencyKey });
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(1), { timeout: 60_000 });
    acquirer.release();
    expect(await first).toMatchObject({ status: "succeeded" });
    const answered = await second;
    expect(answered).toEqual(await first);
    expect(answered.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
  });
});
