import Stripe from "stripe";
import { beforeAll, expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";

// What is written against Stripe's own library works when the library is pointed at us.
const server = useTestServer();

let stripe: Stripe;

beforeAll(() => {
  const { protocol, hostname, port } = new URL(server.url);
  stripe = new Stripe(server.direct.secret_key, {
    host: hostname,
    port: Number(port),
    protocol: protocol === "https:" ? "https" : "http",
    telemetry: false,
    maxNetworkRetries: 0,
  });
});

test("a customer is made, read, changed, listed and deleted with Stripe's library", async () => {
  const made = await stripe.customers.create({
    email: "library@example.com",
    name: "John Doe",
    address: { city: "Berlin", country: "DE" },
    metadata: { user_id: "123" },
    expand: ["default_source"],
  });
  expect(made.metadata).toEqual({ user_id: "123" });
  const changed = await stripe.customers.update(made.id, { name: "", metadata: { user_id: null, a: "1" } });
  expect(changed).toMatchObject({ name: null, metadata: { a: "1" }, email: "library@example.com" });
  const list = await stripe.customers.list({ email: "library@example.com", created: { gte: made.created } });
  expect(list.data.map(({ id }) => id)).toEqual([made.id]);
  expect(await stripe.customers.del(made.id)).toMatchObject({ id: made.id, deleted: true });
  expect(await stripe.customers.retrieve(made.id)).toMatchObject({ id: made.id, deleted: true });
  const error = await stripe.customers.update(made.id, { name: "John" }).catch((caught) => caught);
  expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
  expect(error).toMatchObject({ statusCode: 404, code: "resource_missing" });
});

test("Stripe's library pages through a list from either end", async () => {
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) {
    ids.unshift((await stripe.customers.create({ email: "paged@example.com" })).id);
  }
  const email = "paged@example.com";
  const forward = await stripe.customers.list({ email, limit: 2 }).autoPagingToArray({ limit: 100 });
  expect(forward.map(({ id }) => id)).toEqual(ids);
  const before = stripe.customers.list({ email, limit: 2, ending_before: ids[4] });
  const backward = await before.autoPagingToArray({ limit: 100 });
  expect(backward.map(({ id }) => id)).toEqual(ids.slice(0, 4).reverse());
});

test("cards are attached, changed, listed and detached with Stripe's library", async () => {
  const customer = await stripe.customers.create({
    payment_method: "pm_card_visa",
    invoice_settings: { default_payment_method: "pm_card_visa" },
  });
  const made = await stripe.paymentMethods.create({
    type: "card",
    card: { number: "5555555555554444", exp_month: 12, exp_year: 2034, cvc: "123" },
    billing_details: { name: "John Doe", email: "john@example.com" },
  });
  const attached = await stripe.paymentMethods.attach(made.id, { customer: customer.id });
  expect(attached.customer).toBe(customer.id);
  const changed = await stripe.paymentMethods.update(made.id, {
    billing_details: { name: "Ada", address: { country: "DE" } },
    card: { exp_month: 6, exp_year: 2035 },
  });
  expect(changed).toMatchObject({ billing_details: { name: "Ada" }, card: { exp_month: 6, exp_year: 2035 } });
  const listed = await stripe.customers.listPaymentMethods(customer.id, { type: "card" });
  expect(listed.data.map(({ card }) => card?.brand)).toEqual(["mastercard", "visa"]);
  const all = await stripe.paymentMethods.list({ customer: customer.id });
  expect(all.data).toEqual(listed.data);
  expect(await stripe.customers.retrievePaymentMethod(customer.id, made.id)).toEqual(changed);
  expect((await stripe.paymentMethods.detach(made.id)).customer).toBeNull();
  const error = await stripe.paymentMethods
    .attach("pm_card_chargeDeclined", { customer: customer.id })
    .catch((caught) => caught);
  expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
  expect(error).toMatchObject({ statusCode: 402, code: "card_declined", decline_code: "generic_decline" });
});
