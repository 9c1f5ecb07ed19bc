import { expect, test } from "vitest";
import { authorizedIntent } from "../support/captures.ts";
import { disputedPayment } from "../support/disputes.ts";
import { FORM_CONTENT, type HttpAnswer, type OnerwayBody } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";

// The official Stripe libraries send forms with brackets, and every value as text.
const server = useTestServer();

function raw(path: string, body: string, headers = {}): Promise<HttpAnswer<OnerwayBody>> {
  return server.direct.onerway.raw("POST", path, body, { ...FORM_CONTENT, ...headers });
}

test("a whole payment is made with forms", async () => {
  const { onerway } = server.direct;
  const card = { number: CARDS.good, exp_month: 12, exp_year: 2034, cvc: "123" };
  const method = await onerway.form("/payment_methods", {
    type: "card",
    card,
    billing_details: { name: "John Doe", address: { country: "US", postal_code: "94107" } },
  });
  expect(method.status).toBe(200);
  expect(method.body).toMatchObject({
    card: { exp_month: 12, exp_year: 2034, last4: "4242" },
    billing_details: { name: "John Doe", address: { country: "US", postal_code: "94107" } },
  });
  const made = await onerway.form("/payment_intents", {
    amount: 2000,
    currency: "usd",
    payment_method_types: ["card"],
    metadata: { order_id: "order_123" },
    confirm: true,
    payment_method: method.body.id,
  });
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({ amount: 2000, status: "succeeded", metadata: { order_id: "order_123" } });
});

test.each([
  ["numbered brackets", "payment_method_types[0]=card"],
  ["empty brackets", "payment_method_types[]=card"],
  ["encoded brackets", "payment_method_types%5B0%5D=card"],
  ["one value without brackets", "payment_method_types=card"],
])("a list may be written with %s", async (_name, list) => {
  const { status, body } = await raw("/payment_intents", `amount=2000&currency=usd&${list}`);
  expect(status).toBe(200);
  expect(body.payment_method_types).toEqual(["card"]);
});

test("a space may be a plus or a percent sign, and text of any alphabet comes through", async () => {
  const form = `amount=2000&currency=usd&description=Two+star%20charts&metadata[note]=${encodeURIComponent("星图 🌟 & more=all")}`;
  const { body } = await raw("/payment_intents", form);
  expect(body).toMatchObject({ description: "Two star charts", metadata: { note: "星图 🌟 & more=all" } });
});

test("an empty value clears a field", async () => {
  const id = await makeIntent(server.direct, { description: "Two mugs", receipt_email: "a@example.com" });
  const { status, body } = await raw(`/payment_intents/${id}`, "description=&receipt_email=");
  expect(status).toBe(200);
  expect(body).toMatchObject({ description: null, receipt_email: null });
});

test("a POST without parameters, as the libraries send it, has an empty form", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct, { payment_method });
  const confirmed = await raw(`/payment_intents/${id}/confirm`, "", {
    "stripe-version": "2025-01-27.acacia",
  });
  expect(confirmed.body.status).toBe("succeeded");
});

test("an empty metadata field removes all metadata, also with a capture and a dispute's evidence", async () => {
  const authorized = await authorizedIntent(server.direct, CARDS.good, { metadata: { order_id: "42" } });
  const captured = await raw(`/payment_intents/${authorized}/capture`, "metadata=");
  expect(captured.body).toMatchObject({ status: "succeeded" });
  expect(captured.body.metadata).toEqual({});
  const { dispute } = await disputedPayment(server, server.direct);
  await server.direct.onerway.post(`/disputes/${dispute.id}`, { metadata: { shelf: "A-12" } });
  expect((await raw(`/disputes/${dispute.id}`, "metadata=")).body.metadata).toEqual({});
});

test("a GET with a form's content type is answered", async () => {
  const id = await makeIntent(server.direct);
  expect((await server.direct.onerway.get(`/payment_intents/${id}`, FORM_CONTENT)).status).toBe(200);
});

test("a decline is a card error with status 402, which is what the libraries look at", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.declined);
  const { status, body, headers } = await server.direct.onerway.form("/payment_intents", {
    amount: 2000,
    currency: "usd",
    payment_method,
    confirm: true,
  });
  expect(status).toBe(402);
  expect(body.error).toMatchObject({ type: "card_error", code: "card_declined" });
  expect(headers.get("request-id")).toBe(body.error?.request_id);
});

test.each([
  ["text for a number", "amount=much&currency=usd", "amount"],
  ["an empty number", "amount=&currency=usd", "amount"],
  ["a fraction", "amount=20.5&currency=usd", "amount"],
  ["a number twice", "amount=2000&amount=3000&currency=usd", "amount"],
  ["an object for a number", "amount[a]=2000&currency=usd", "amount"],
  ["text for a yes or no", "amount=2000&currency=usd&confirm=perhaps", "confirm"],
  ["text for metadata", "amount=2000&currency=usd&metadata=x", "metadata"],
  ["an unknown field", "amount=2000&currency=usd&amout=1", "amout"],
  ["a list number that is too high", "amount=2000&currency=usd&payment_method_types[1000000000]=card", null],
  ["brackets in brackets without end", `amount=2000&currency=usd&metadata${"[a]".repeat(1000)}=x`, null],
  ["more fields than anybody needs", `amount=2000&currency=usd${"&a=1".repeat(2000)}`, null],
  ["bytes that are not UTF-8", "amount=2000&currency=usd&description=%FF%FE", null],
  ["half an encoded byte", "amount=2000&currency=usd&description=%F", null],
  ["a NUL", "amount=2000&currency=usd&description=a%00b", null],
  ["half a surrogate pair", "amount=2000&currency=usd&description=%ED%A0%80", null],
  ["a prototype", "amount=2000&currency=usd&__proto__[amount]=1", null],
  ["a prototype further in", "amount=2000&currency=usd&metadata[__proto__]=x", null],
  ["a hidden prototype", "amount=2000&currency=usd&metadata[%5F_proto__]=x", null],
])("a form with %s is refused", async (_name, form, param) => {
  const { status, body } = await raw("/payment_intents", form);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ type: "invalid_request_error", param });
});

test("metadata may be called anything, also what JavaScript's objects have", async () => {
  const names = ["constructor", "toString", "hasOwnProperty", "prototype", "length"];
  const fields = names.map((name) => `metadata[${name}]=${name}`).join("&");
  const { status, body } = await raw("/payment_intents", `amount=2000&currency=usd&${fields}`);
  expect(status).toBe(200);
  expect(Object.entries(body.metadata).sort()).toEqual(names.map((name) => [name, name]).sort());
  const read = await server.direct.onerway.get(`/payment_intents/${body.id}`);
  expect(read.body.metadata).toEqual(body.metadata);
});
