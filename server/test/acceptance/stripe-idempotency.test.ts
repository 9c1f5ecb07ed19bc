import { randomUUID } from "node:crypto";
import type Stripe from "stripe";
import { beforeAll, describe, expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import { CLIENT_VERSIONS, connectStripe, refusalOf, type SentRequest } from "../support/stripe-clients.ts";

const server = useTestServer();

const PAYMENT = { amount: 2000, currency: "usd", payment_method: "pm_card_visa", confirm: true } as const;
const CARD = { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "123" };

describe.each(CLIENT_VERSIONS)("with version $version of Stripe's library", (client) => {
  let stripe: Stripe;
  let sent: SentRequest[];
  beforeAll(() => {
    sent = [];
    stripe = connectStripe(client, server, { sent, retries: 5 });
  });
  const withKey = () => ({ idempotencyKey: `order_${randomUUID()}` });

  test("the same request again gets the first answer, and says so", async () => {
    const options = withKey();
    const first = await stripe.paymentIntents.create(PAYMENT, options);
    const again = await stripe.paymentIntents.create(PAYMENT, options);
    expect(again).toEqual(first);
    expect(first.lastResponse.headers).not.toHaveProperty("idempotent-replayed");
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    expect((await stripe.charges.list({ payment_intent: first.id })).data).toHaveLength(1);
  });

  test("a decline is answered again too, without another try", async () => {
    const options = withKey();
    const declined = { ...PAYMENT, payment_method: "pm_card_chargeDeclined" };
    const first = await refusalOf(stripe.paymentIntents.create(declined, options));
    const again = await refusalOf(stripe.paymentIntents.create(declined, options));
    expect(again).toMatchObject({ type: "StripeCardError", statusCode: 402, code: "card_declined" });
    expect(again.payment_intent).toEqual(first.payment_intent);
  });

  test("the key stands for one request: another one with it is refused, and changes nothing", async () => {
    const options = withKey();
    const customer = await stripe.customers.create({ name: "Ada" }, options);
    for (const ask of [
      () => stripe.customers.create({ name: "Grace" }, options),
      () => stripe.customers.update(customer.id, { name: "Grace" }, options),
      () => stripe.paymentIntents.create(PAYMENT, options),
    ]) {
      const error = await refusalOf(ask());
      expect(error).toBeInstanceOf(client.Library.errors.StripeIdempotencyError);
    }
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: "Ada" });
  });

  test("a request that was refused leaves its key free for the right one", async () => {
    const options = withKey();
    await refusalOf(stripe.paymentIntents.create({ ...PAYMENT, amount: 1 }, options));
    expect(await stripe.paymentIntents.create(PAYMENT, options)).toMatchObject({ status: "succeeded" });
  });

  test.each([
    ["payment", (options: Stripe.RequestOptions) => stripe.paymentIntents.create(PAYMENT, options)],
    ["customer", (options: Stripe.RequestOptions) => stripe.customers.create({ name: "Ada" }, options)],
    ["setup intent", (options: Stripe.RequestOptions) => stripe.setupIntents.create({}, options)],
    [
      "payment method",
      (options: Stripe.RequestOptions) => stripe.paymentMethods.create({ type: "card", card: CARD }, options),
    ],
  ])("of equal requests at the same time, one makes a %s, and all are told of it", async (_name, make) => {
    const options = withKey();
    const answers = await Promise.all(Array.from({ length: 5 }, () => make(options)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const replayed = answers.filter(
      ({ lastResponse }) => lastResponse.headers["idempotent-replayed"] === "true",
    );
    expect(replayed).toHaveLength(4);
  });

  test("money is given back once, however often the refund is asked for at the same time", async () => {
    const { id: payment_intent } = await stripe.paymentIntents.create(PAYMENT);
    const options = withKey();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => stripe.refunds.create({ payment_intent, amount: 700 }, options)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await stripe.refunds.list({ payment_intent })).data).toHaveLength(1);
  });

  test("the library's own keys, one for each request, keep equal requests apart", async () => {
    const from = sent.length;
    const [first, second] = [await stripe.customers.create({}), await stripe.customers.create({})];
    expect(second.id).not.toBe(first.id);
    const keys = sent.slice(from).map(({ headers }) => headers["Idempotency-Key"]);
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key).toMatch(/\S/);
    expect(new Set(keys).size).toBe(2);
  });
});
