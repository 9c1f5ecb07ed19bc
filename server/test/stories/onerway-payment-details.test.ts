import { stringify } from "qs";
import { expect, test } from "vitest";
import { FORM_CONTENT } from "../support/http.ts";
import { makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();

const SHIPPING = {
  name: "Ada Buyer",
  phone: "+1 555 0100",
  carrier: "UPS",
  tracking_number: "1Z 999",
  address: {
    city: "Portland",
    country: "US",
    line1: "1 Main Street",
    line2: null,
    postal_code: "97201",
    state: "OR",
  },
};

const SAID = {
  description: "Two mugs",
  receipt_email: "ada@example.com",
  statement_descriptor: "STAR SHOP",
  statement_descriptor_suffix: "MUGS",
  setup_future_usage: "off_session",
  shipping: SHIPPING,
};

/** What client libraries send with nearly every payment, whatever it is about. */
const ROUTINE = {
  use_stripe_sdk: true,
  confirmation_method: "automatic",
  automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  payment_method_options: { card: { request_three_d_secure: "automatic" } },
  mandate_data: {
    customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1", user_agent: "x" } },
  },
};

test.each(["JSON", "form"])(
  "what is said of a payment in %s is shown with it, and in its events",
  async (encoding) => {
    const { onerway } = server.direct;
    const customer = await makeCustomer(server.direct);
    const body = { amount: 2000, currency: "usd", customer, ...SAID, ...ROUTINE };
    const send = encoding === "JSON" ? onerway.post : onerway.form;
    const made = await send("/payment_intents", body);
    expect(made.status, made.text).toBe(200);
    const address = encoding === "JSON" ? SHIPPING.address : { ...SHIPPING.address, line2: null };
    expect(made.body).toMatchObject({
      ...SAID,
      shipping: { ...SHIPPING, address },
      customer,
      automatic_payment_methods: { enabled: true },
      capture_method: "automatic",
      confirmation_method: "automatic",
      latest_charge: null,
      payment_method_options: {},
      payment_method_types: ["card"],
      processing: null,
      application: null,
      review: null,
    });
    expect((await onerway.get(`/payment_intents/${made.body.id}`)).body).toEqual(made.body);
  },
);

test.each(["POST", "PUT"])("%s changes details, and takes away what is given empty", async (method) => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct, { ...SAID, metadata: { a: "1", b: "2" } });
  const change = (body: object) =>
    onerway.raw(method, `/payment_intents/${id}`, stringify(body), FORM_CONTENT);
  const moved = await change({ shipping: { name: "Bea", address: { city: "Salem" } } });
  expect(moved.body).toMatchObject({
    ...SAID,
    shipping: { name: "Bea", carrier: null, address: { city: "Salem", country: null } },
    metadata: { a: "1", b: "2" },
  });
  const emptied = await onerway.raw(
    method,
    `/payment_intents/${id}`,
    "description=&receipt_email=&statement_descriptor=&statement_descriptor_suffix=&setup_future_usage=&shipping=&metadata=",
    FORM_CONTENT,
  );
  expect(emptied.status, emptied.text).toBe(200);
  expect(emptied.body).toMatchObject({
    description: null,
    receipt_email: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    setup_future_usage: null,
    shipping: null,
    metadata: {},
  });
});

test("metadata that is given empty in JSON, as null, is cleared as well", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct, { metadata: { a: "1" } });
  expect((await onerway.post(`/payment_intents/${id}`, { metadata: null })).body.metadata).toEqual({});
});

test("details can be given when the payment is confirmed", async () => {
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct, { statement_descriptor: "STAR SHOP" });
  const confirmed = await onerway.form(`/payment_intents/${id}/confirm`, {
    payment_method,
    shipping: SHIPPING,
    receipt_email: "ada@example.com",
    mandate_data: ROUTINE.mandate_data,
    use_stripe_sdk: true,
    return_url: "https://shop.example/return",
  });
  expect(confirmed.body).toMatchObject({
    status: "succeeded",
    shipping: { name: "Ada Buyer", address: { city: "Portland" } },
    receipt_email: "ada@example.com",
    statement_descriptor: "STAR SHOP",
  });
});

test.each([
  ["statement_descriptor", { statement_descriptor: "x".repeat(23) }, "statement_descriptor"],
  ["a forbidden character", { statement_descriptor: "A*B" }, "statement_descriptor"],
  ["a suffix", { statement_descriptor_suffix: "<b>" }, "statement_descriptor_suffix"],
  ["shipping to nobody", { shipping: { address: { city: "Salem" } } }, "shipping[name]"],
  ["shipping to nowhere", { shipping: { name: "Ada" } }, "shipping[address]"],
  ["an unknown field of shipping", { shipping: { ...SHIPPING, planet: "Mars" } }, "shipping[planet]"],
  ["a usage that is none", { setup_future_usage: "always" }, "setup_future_usage"],
  ["off_session without confirm", { off_session: true }, "off_session"],
  [
    "error_on_requires_action without confirm",
    { error_on_requires_action: true },
    "error_on_requires_action",
  ],
  [
    "two ways of saying what to pay with",
    { automatic_payment_methods: { enabled: true }, payment_method_types: ["card"] },
    "automatic_payment_methods",
  ],
  ["an unknown parameter", { ammount: 5 }, "ammount"],
  ["a customer who is none", { customer: "cus_0000000000000000000000" }, "customer"],
  ["a customer's id that is none", { customer: "ada" }, "customer"],
])("a payment with %s is refused, and nothing is written", async (_name, fields, param) => {
  await untilQuiet(server.db);
  const before = await fingerprintTables(server.db);
  const answer = await server.direct.onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    ...fields,
  });
  expect([400, 404]).toContain(answer.status);
  expect(answer.body.error).toMatchObject({ type: "invalid_request_error", param });
  expect(await fingerprintTables(server.db)).toEqual(before);
});

test.each(["application_fee_amount", "transfer_data", "on_behalf_of", "transfer_group"])(
  "%s, which would change whose money it is, is refused with advice",
  async (param) => {
    const body = { amount: 2000, currency: "usd", [param]: "acct_1" };
    const { status, body: answer } = await server.direct.onerway.post("/payment_intents", body);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code: "parameter_unknown", param });
    expect(answer.error?.message).toMatch(/not supported: a payment belongs to one merchant/);
  },
);

test("another merchant's customer is as good as none", async () => {
  const customer = await makeCustomer(server.mor);
  const answer = await server.direct.onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    customer,
  });
  expect(answer.status).toBe(404);
  expect(answer.body.error).toMatchObject({ code: "resource_missing", param: "customer" });
});
