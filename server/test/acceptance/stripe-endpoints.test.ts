import type Stripe from "stripe";
import { beforeAll, describe, expect, test } from "vitest";
import { disputedPayment, warnedPayment } from "../support/disputes.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS } from "../support/shop.ts";
import { CLIENT_VERSIONS, connectStripe, refusalOf } from "../support/stripe-clients.ts";

// What is written against Stripe's own library works when the library is pointed at us.
const server = useTestServer();

const MISSING = { type: "StripeInvalidRequestError", statusCode: 404, code: "resource_missing" };
/** Today's library does not know it any more, but sends it all the same. */
const EARLIER_FIELD = { payment_method_types: ["card"] };

describe.each(CLIENT_VERSIONS)("with version $version of Stripe's library", (client) => {
  let stripe: Stripe;
  let email: string;
  beforeAll(() => {
    stripe = connectStripe(client, server);
    email = `library+${client.version}@example.com`;
  });

  test("a customer is made, read, changed, listed and deleted", async () => {
    const made = await stripe.customers.create({
      email,
      name: "John Doe",
      phone: "+1 555 0100",
      address: { city: "Berlin", country: "DE" },
      metadata: { user_id: "123" },
      expand: ["default_source"],
    });
    expect(made).toMatchObject({
      object: "customer",
      email,
      phone: "+1 555 0100",
      metadata: { user_id: "123" },
    });
    expect(await stripe.customers.retrieve(made.id)).toEqual(made);
    const changed = await stripe.customers.update(made.id, { name: "", metadata: { user_id: null, a: "1" } });
    expect(changed).toMatchObject({ name: null, metadata: { a: "1" }, email });
    const list = await stripe.customers.list({ email, created: { gte: made.created } });
    expect(list.data.map(({ id }) => id)).toEqual([made.id]);
    expect(await stripe.customers.del(made.id)).toMatchObject({ id: made.id, deleted: true });
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ id: made.id, deleted: true });
    expect((await stripe.customers.list({ email })).data).toEqual([]);
    expect(await refusalOf(stripe.customers.update(made.id, { name: "John" }))).toMatchObject(MISSING);
    expect(await refusalOf(stripe.customers.del(made.id))).toMatchObject(MISSING);
  });

  test("cards are made, read, attached, changed, listed, charged and detached", async () => {
    const customer = await stripe.customers.create({
      payment_method: "pm_card_visa",
      invoice_settings: { default_payment_method: "pm_card_visa" },
    });
    const made = await stripe.paymentMethods.create({
      type: "card",
      card: { number: "5555555555554444", exp_month: 12, exp_year: 2034, cvc: "123" },
      billing_details: { name: "John Doe", email: "john@example.com" },
      metadata: { shelf: "A" },
    });
    expect(await stripe.paymentMethods.retrieve(made.id)).toEqual(made);
    const attached = await stripe.paymentMethods.attach(made.id, { customer: customer.id });
    expect(attached.customer).toBe(customer.id);
    const changed = await stripe.paymentMethods.update(made.id, {
      billing_details: { name: "Ada", address: { country: "DE" } },
      card: { exp_month: 6, exp_year: 2035 },
      metadata: { shelf: "B" },
    });
    expect(changed).toMatchObject({
      billing_details: { name: "Ada", email: "john@example.com" },
      card: { exp_month: 6, exp_year: 2035 },
      metadata: { shelf: "B" },
    });
    const listed = await stripe.customers.listPaymentMethods(customer.id, { type: "card" });
    expect(listed.data.map(({ card }) => card?.brand)).toEqual(["mastercard", "visa"]);
    const all = await stripe.paymentMethods.list({ customer: customer.id, type: "card" });
    expect(all.data).toEqual(listed.data);
    expect(await stripe.customers.retrievePaymentMethod(customer.id, made.id)).toEqual(changed);
    const charged = await stripe.paymentIntents.create({
      amount: 2000,
      currency: "usd",
      customer: customer.id,
      payment_method: made.id,
      off_session: true,
      confirm: true,
    });
    expect(charged).toMatchObject({ status: "succeeded", customer: customer.id });
    expect((await stripe.paymentIntents.list({ customer: customer.id })).data).toMatchObject([
      { id: charged.id },
    ]);
    expect((await stripe.paymentMethods.detach(made.id)).customer).toBeNull();
    expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toHaveLength(1);
  });

  test("a declined card is not attached, and what is not there is missing by name", async () => {
    const customer = await stripe.customers.create({});
    const declined = stripe.paymentMethods.attach("pm_card_chargeDeclined", { customer: customer.id });
    expect(await refusalOf(declined)).toMatchObject({
      type: "StripeCardError",
      statusCode: 402,
      code: "card_declined",
      decline_code: "generic_decline",
    });
    const unknown = stripe.paymentMethods.attach("pm_123", { customer: customer.id });
    expect(await refusalOf(unknown)).toMatchObject({ ...MISSING, param: "payment_method" });
    expect(await refusalOf(stripe.customers.retrieve("cus_123"))).toMatchObject({ ...MISSING, param: "id" });
    for (const read of [
      () => stripe.paymentIntents.retrieve("pi_123"),
      () => stripe.paymentMethods.retrieve("pm_123"),
      () => stripe.refunds.retrieve("re_123"),
      () => stripe.events.retrieve("evt_123"),
      () => stripe.charges.retrieve("ch_123"),
      () => stripe.disputes.retrieve("dp_123"),
      () => stripe.setupIntents.retrieve("seti_123"),
      () => stripe.webhookEndpoints.retrieve("we_123"),
    ]) {
      expect(await refusalOf(read())).toMatchObject(MISSING);
    }
  });

  test("a card is set up to be charged later, and the setup is read, changed, listed and canceled", async () => {
    const customer = await stripe.customers.create({ email });
    const made = await stripe.setupIntents.create({
      customer: customer.id,
      ...EARLIER_FIELD,
      usage: "off_session",
      metadata: { visit: "1" },
    });
    expect(made).toMatchObject({ object: "setup_intent", status: "requires_payment_method" });
    await stripe.setupIntents.update(made.id, { metadata: { visit: "2" } });
    const done = await stripe.setupIntents.confirm(made.id, { payment_method: "pm_card_visa" });
    expect(done).toMatchObject({ status: "succeeded", customer: customer.id, metadata: { visit: "2" } });
    expect(await stripe.setupIntents.retrieve(made.id)).toEqual(done);
    const card = await stripe.paymentMethods.retrieve(String(done.payment_method));
    expect(card.customer).toBe(customer.id);
    const other = await stripe.setupIntents.create({});
    expect((await stripe.setupIntents.cancel(other.id)).status).toBe("canceled");
    const { data } = await stripe.setupIntents.list({ limit: 2 });
    expect(data.map(({ id }) => id)).toEqual([other.id, made.id]);
    const declined = stripe.setupIntents.create({ payment_method: "pm_card_chargeDeclined", confirm: true });
    expect(await refusalOf(declined)).toMatchObject({
      type: "StripeCardError",
      code: "card_declined",
      setup_intent: { object: "setup_intent", status: "requires_payment_method" },
    });
  });

  test("events tell what happened, as it was then, and are found by type and time", async () => {
    const made = await stripe.paymentIntents.create({ amount: 2000, currency: "usd", metadata: { a: "1" } });
    await stripe.paymentIntents.update(made.id, { metadata: { a: "2" } });
    await stripe.paymentIntents.confirm(made.id, { payment_method: "pm_card_visa" });
    const { data } = await stripe.events.list({
      types: ["payment_intent.created", "payment_intent.succeeded"],
      created: { gte: made.created },
      limit: 100,
    });
    const own = data.filter(({ data: { object } }) => (object as { id?: string }).id === made.id);
    expect(own.map(({ type }) => type)).toEqual(["payment_intent.succeeded", "payment_intent.created"]);
    expect(own.map(({ data: { object } }) => (object as Stripe.PaymentIntent).metadata)).toEqual([
      { a: "2" },
      { a: "1" },
    ]);
    const [newest] = own;
    expect(await stripe.events.retrieve(newest?.id ?? "")).toEqual(newest);
    const [last] = (await stripe.events.list({ type: "payment_intent.succeeded", limit: 1 })).data;
    expect(last?.id).toBe(newest?.id);
    expect((await stripe.events.list({ created: { lt: made.created - 3600 } })).data).toEqual([]);
  });

  test("disputes are listed, answered and closed", async () => {
    const { payment_id, dispute } = await disputedPayment(server, server.direct);
    const { data } = await stripe.disputes.list({ payment_intent: payment_id });
    expect(data.map(({ id }) => id)).toEqual([dispute.id]);
    const answered = await stripe.disputes.update(dispute.id, {
      evidence: { uncategorized_text: "It was delivered." },
      metadata: { ticket: "T-2" },
      submit: false,
    });
    expect(answered).toMatchObject({
      status: "needs_response",
      evidence: { uncategorized_text: "It was delivered." },
      metadata: { ticket: "T-2" },
    });
    expect(await stripe.disputes.retrieve(dispute.id)).toEqual(answered);
    expect((await stripe.disputes.close(dispute.id)).status).toBe("lost");
  });

  test("early fraud warnings are listed and retrieved", async () => {
    const { payment_id, warning } = await warnedPayment(server, server.direct);
    const { data } = await stripe.radar.earlyFraudWarnings.list({ payment_intent: payment_id, limit: 3 });
    expect(data.map(({ id }) => id)).toEqual([warning.id]);
    const retrieved = await stripe.radar.earlyFraudWarnings.retrieve(warning.id, { expand: ["charge"] });
    expect(retrieved).toMatchObject({
      object: "radar.early_fraud_warning",
      actionable: true,
      charge: { id: warning.charge, object: "charge", paid: true },
      payment_intent: payment_id,
    });
    expect(await refusalOf(stripe.radar.earlyFraudWarnings.retrieve("issfr_123"))).toMatchObject(MISSING);
  });

  test("webhook endpoints are made, changed, listed and deleted", async () => {
    const made = await stripe.webhookEndpoints.create({
      url: "https://shop.example/hooks",
      enabled_events: ["payment_intent.succeeded", "charge.dispute.created"],
      description: "The shop",
      metadata: { team: "payments" },
    });
    expect(made).toMatchObject({
      object: "webhook_endpoint",
      secret: expect.stringMatching(/^whsec_/),
      status: "enabled",
      enabled_events: ["payment_intent.succeeded", "charge.dispute.created"],
    });
    const changed = await stripe.webhookEndpoints.update(made.id, { enabled_events: ["*"], disabled: true });
    expect(changed).toMatchObject({ enabled_events: ["*"], status: "disabled" });
    expect(await stripe.webhookEndpoints.retrieve(made.id)).toEqual(changed);
    expect((await stripe.webhookEndpoints.list({ limit: 1 })).data).toEqual([changed]);
    expect(await stripe.webhookEndpoints.del(made.id)).toMatchObject({ id: made.id, deleted: true });
    expect(await refusalOf(stripe.webhookEndpoints.retrieve(made.id))).toMatchObject(MISSING);
  });

  test("it works over fetch as well, as the library is used where there is no Node", async () => {
    const { hostname: host, port } = new URL(server.url);
    const over_fetch = new client.Library(server.direct.secret_key, {
      host,
      port,
      protocol: "http",
      httpClient: client.Library.createFetchHttpClient(),
      telemetry: false,
    });
    const made = await over_fetch.customers.create({ email, metadata: { via: "fetch" } });
    expect(await over_fetch.customers.retrieve(made.id)).toEqual(made);
    const paid = await over_fetch.paymentIntents.create({
      amount: 2000,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
    });
    expect(paid.status).toBe("succeeded");
    const canceled = over_fetch.paymentIntents.cancel(paid.id);
    expect(await refusalOf(canceled)).toMatchObject({ code: "payment_intent_unexpected_state" });
    expect((await over_fetch.customers.list({ email })).data.map(({ id }) => id)).toContain(made.id);
    expect(await over_fetch.customers.del(made.id)).toMatchObject({ deleted: true });
  });

  test("every card of the reference is what the reference says it is", async () => {
    const outcomes = [
      [CARDS.good, undefined],
      [CARDS.declined, "card_declined"],
      [CARDS.insufficient_funds, "insufficient_funds"],
      [CARDS.expired, "expired_card"],
      [CARDS.incorrect_cvc, "incorrect_cvc"],
    ] as const;
    for (const [number, code] of outcomes) {
      const method = await stripe.paymentMethods.create({
        type: "card",
        card: { number, exp_month: 12, exp_year: 2025, cvc: "123" },
      });
      expect(method.card).toMatchObject({ brand: "visa", last4: number.slice(-4) });
      const payment = { amount: 2000, currency: "usd", payment_method: method.id, confirm: true };
      if (code === undefined) {
        expect((await stripe.paymentIntents.create(payment)).status).toBe("succeeded");
      } else {
        const refused = await refusalOf(stripe.paymentIntents.create(payment));
        expect(refused).toMatchObject({ type: "StripeCardError", statusCode: 402, code });
      }
    }
  });
});
