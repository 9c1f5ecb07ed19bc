import { expect, test } from "vitest";
import { curl } from "../support/curl.ts";
import { attachCard, buyerWithCard, idsOf, makeBuyer } from "../support/customers.ts";
import { FORM_CONTENT } from "../support/http.ts";
import { charge } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";

const server = useTestServer();

const form = (path: string, body: string) => server.direct.onerway.raw("POST", path, body, FORM_CONTENT);

async function verifications(): Promise<number> {
  return (await server.journal()).filter(({ purpose }) => purpose === "verification").length;
}

test("the published curl makes a payment method, and answers the published fields", async () => {
  const { status, body, text } = await curl(
    server,
    server.direct,
    `curl -X POST $ONERWAY/payment_methods \\
      -H "Authorization: Bearer $KEY" \\
      -H "Content-Type: application/json" \\
      -d '{
        "type": "card",
        "card": {
          "number": "4242424242424242",
          "exp_month": 12,
          "exp_year": 2025,
          "cvc": "123"
        },
        "billing_details": {
          "name": "John Doe",
          "email": "john@example.com"
        }
      }'`,
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: expect.stringMatching(/^pm_[0-9A-Za-z]{22}$/),
    object: "payment_method",
    type: "card",
    card: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2025 },
    billing_details: { name: "John Doe", email: "john@example.com" },
    created: expect.any(Number),
    customer: null,
  });
  expect(text).not.toMatch(/4242424242424242|cvc/);
});

test.each(["POST", "PUT"])(
  "%s changes billing details, notes and the expiry date, and nothing else",
  async (method) => {
    const { onerway } = server.direct;
    const id = await makePaymentMethod(server.direct, CARDS.good);
    const change = method === "POST" ? onerway.post : onerway.put;
    const first = await change(`/payment_methods/${id}`, {
      billing_details: { name: "Ada", phone: "112", address: { country: "de", city: "Berlin" } },
      metadata: { a: "1", b: "2" },
      card: { exp_month: 6, exp_year: 2036 },
    });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      billing_details: { name: "Ada", phone: "112", address: { country: "DE", city: "Berlin", line1: null } },
      metadata: { a: "1", b: "2" },
      card: { exp_month: 6, exp_year: 2036, last4: "4242", brand: "visa" },
    });
    const second = await change(`/payment_methods/${id}`, {
      billing_details: { email: "ada@example.com", phone: null, address: { line1: "Am Ufer 1" } },
      metadata: { a: "" },
      card: { exp_month: 7 },
    });
    expect(second.body).toMatchObject({
      billing_details: {
        name: "Ada",
        email: "ada@example.com",
        phone: null,
        address: { country: "DE", city: "Berlin", line1: "Am Ufer 1" },
      },
      metadata: { b: "2" },
      card: { exp_month: 7, exp_year: 2036 },
    });
    expect((await onerway.get(`/payment_methods/${id}`)).body).toEqual(second.body);
  },
);

test("empty values in a form take values away", async () => {
  const id = await makePaymentMethod(server.direct, CARDS.good);
  await server.direct.onerway.post(`/payment_methods/${id}`, {
    billing_details: { name: "Ada", email: "ada@example.com", address: { city: "Berlin" } },
    metadata: { a: "1" },
  });
  const { status, body } = await form(
    `/payment_methods/${id}`,
    "billing_details[name]=&billing_details[email]=&billing_details[address]=&metadata=",
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({
    billing_details: { name: null, email: null, address: { city: null } },
    metadata: {},
  });
});

test("a card whose expiry date was changed is charged, and the vault forgets the old one", async () => {
  const { onerway } = server.direct;
  const { customer, card } = await buyerWithCard(server.direct);
  const cards = async () => (await server.db.query("SELECT 1 FROM vault_entries")).length;
  const forgetOldCards = async () => {
    server.clock.advance(120_000);
    await server.core.vault.forgetReleasedEntries();
  };
  await forgetOldCards();
  const before = await cards();
  await onerway.form(`/payment_methods/${card}`, { card: { exp_month: 1, exp_year: 2037 } });
  expect(await cards()).toBe(before + 1);
  expect((await charge(server.direct, customer)).status).toBe(200);
  await forgetOldCards();
  expect(await cards()).toBe(before);
  expect((await charge(server.direct, customer)).status).toBe(200);
});

test.each([
  ["number", { card: { number: CARDS.good } }, "card[number]"],
  ["security code", { card: { cvc: "123" } }, "card[cvc]"],
  ["kind", { type: "card" }, "type"],
  ["customer", { customer: "cus_0000000000000000000000" }, "customer"],
  ["month", { card: { exp_month: 13 } }, "card[exp_month]"],
  ["country", { billing_details: { address: { country: "ZZ" } } }, "billing_details[address][country]"],
])("an update with a %s is refused", async (_name, fields, param) => {
  const id = await makePaymentMethod(server.direct, CARDS.good);
  const refused = await server.direct.onerway.post(`/payment_methods/${id}`, fields);
  expect(refused.status).toBe(400);
  expect(refused.body.error?.param).toBe(param);
});

test("a card is attached and detached again, for good", async () => {
  const { onerway } = server.direct;
  const customer = await makeBuyer(server.direct);
  const id = await makePaymentMethod(server.direct, CARDS.good);
  const attached = await attachCard(server.direct, id, customer);
  expect(attached.status).toBe(200);
  expect(attached.body).toMatchObject({ id, object: "payment_method", customer });
  expect((await onerway.get(`/payment_methods/${id}`)).body).toEqual(attached.body);
  for (const url of [
    `/customers/${customer}/payment_methods`,
    `/payment_methods?customer=${customer}`,
    `/payment_methods?customer=${customer}&type=card`,
  ]) {
    expect((await onerway.get(url)).body.data).toEqual([attached.body]);
  }
  expect((await onerway.get(`/customers/${customer}/payment_methods/${id}`)).body).toEqual(attached.body);

  const detached = await onerway.post(`/payment_methods/${id}/detach`);
  expect(detached.status).toBe(200);
  expect(detached.body).toMatchObject({ id, customer: null });
  expect((await onerway.get(`/payment_methods/${id}`)).body).toEqual(detached.body);
  expect((await onerway.get(`/customers/${customer}/payment_methods`)).body.data).toEqual([]);
  expect((await onerway.get(`/customers/${customer}/payment_methods/${id}`)).status).toBe(404);
  const intent = await makeIntent(server.direct);
  for (const [path, body, status] of [
    [`/payment_methods/${id}/attach`, { customer }, 400],
    [`/payment_methods/${id}/detach`, {}, 400],
    [`/payment_methods/${id}`, { metadata: { a: "1" } }, 400],
    [`/payment_intents/${intent}/confirm`, { payment_method: id }, 404],
  ] as const) {
    const refused = await onerway.post(path, body);
    expect(refused.status, path).toBe(status);
    expect(refused.body.error?.param).toBe("payment_method");
  }
});

test("what is attached cannot be attached, and what is not attached cannot be detached", async () => {
  const { onerway } = server.direct;
  const { customer, card } = await buyerWithCard(server.direct);
  for (const other of [customer, await makeBuyer(server.direct)]) {
    const again = await attachCard(server.direct, card, other);
    expect(again.status).toBe(400);
    expect(again.body.error).toMatchObject({
      type: "invalid_request_error",
      code: "payment_method_unexpected_state",
      param: "payment_method",
    });
  }
  const loose = await makePaymentMethod(server.direct, CARDS.good);
  const refused = await onerway.post(`/payment_methods/${loose}/detach`);
  expect(refused.status).toBe(400);
  expect(refused.body.error?.code).toBe("payment_method_unexpected_state");
});

test("an unknown payment method, or customer, is missing by name", async () => {
  const { onerway } = server.direct;
  const customer = await makeBuyer(server.direct);
  const loose = await makePaymentMethod(server.direct, CARDS.good);
  for (const nothing of ["pm_0000000000000000000000", "pm_card_nobody", "nonsense"]) {
    const refused = await attachCard(server.direct, nothing, customer);
    expect(refused.status).toBe(404);
    expect(refused.body.error).toMatchObject({ code: "resource_missing", param: "payment_method" });
    for (const answer of [
      await onerway.get(`/payment_methods/${nothing}`),
      await onerway.post(`/payment_methods/${nothing}`, {}),
      await onerway.post(`/payment_methods/${nothing}/detach`),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body.error).toMatchObject({ code: "resource_missing", param: "id" });
    }
  }
  for (const nobody of ["cus_0000000000000000000000", "nonsense"]) {
    const refused = await attachCard(server.direct, loose, nobody);
    expect(refused.status).toBe(404);
    expect(refused.body.error).toMatchObject({ code: "resource_missing", param: "id" });
    const listed = await onerway.get(`/payment_methods?customer=${nobody}`);
    expect(listed.body.error).toMatchObject({ code: "resource_missing", param: "customer" });
  }
});

test.each([
  ["pm_card_chargeDeclined", "card_declined", "generic_decline"],
  ["pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds", "insufficient_funds"],
  ["pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"],
  ["pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"],
  ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"],
  ["pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"],
])("%s is declined when it is attached: %s", async (card, code, decline_code) => {
  const customer = await makeBuyer(server.direct);
  const declined = await attachCard(server.direct, card, customer);
  expect(declined.status).toBe(402);
  expect(declined.body.error).toMatchObject({
    type: "card_error",
    code,
    decline_code,
    param: "payment_method",
  });
  expect(idsOf(await server.direct.onerway.get(`/customers/${customer}/payment_methods`))).toEqual([]);
});

test("a declined card is declined again when it is tried again, and a repeated request asks nobody", async () => {
  const customer = await makeBuyer(server.direct);
  const card = await makePaymentMethod(server.direct, CARDS.declined);
  const headers = { "idempotency-key": "attach a declined card" };
  const first = await attachCard(server.direct, card, customer, headers);
  expect(first.status).toBe(402);
  const asked = await verifications();
  const repeated = await attachCard(server.direct, card, customer, headers);
  expect(repeated.text).toBe(first.text);
  expect(await verifications()).toBe(asked);
  expect((await attachCard(server.direct, card, customer)).status).toBe(402);
  expect(await verifications()).toBe(asked + 1);
});

test("a card that is declined only when charged is attached", async () => {
  const { customer } = await buyerWithCard(server.direct, "pm_card_chargeCustomerFail");
  const declined = await charge(server.direct, customer);
  expect(declined.status).toBe(402);
  expect(declined.body.error?.code).toBe("card_declined");
});

test.each([
  "pm_card_threeDSecure2Required",
  "pm_card_authenticationRequired",
  "pm_card_authenticationRequiredOnSetup",
])("%s is attached without the buyer, who is asked for when it is charged", async (card) => {
  const { customer } = await buyerWithCard(server.direct, card);
  const asked = await charge(server.direct, customer);
  expect(asked.status).toBe(402);
  expect(asked.body.error?.code).toBe("authentication_required");
});

test("a card that was attached here is what FastStar charges by default", async () => {
  const { customer, card } = await buyerWithCard(server.direct, "pm_card_mastercard");
  const charged = await charge(server.direct, customer);
  expect(charged.status).toBe(200);
  const { body } = await server.direct.onerway.get(`/payment_intents/${charged.body.data.payment_intent_id}`);
  expect(body).toMatchObject({ customer, payment_method: card, status: "succeeded" });
});

test("of two attachments at once, one is made", async () => {
  for (let round = 0; round < 5; round++) {
    const card = await makePaymentMethod(server.direct, CARDS.good);
    const owners = await Promise.all([1, 2, 3].map(() => makeBuyer(server.direct)));
    const asked = await verifications();
    const answers = await Promise.all(owners.map((customer) => attachCard(server.direct, card, customer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(await verifications()).toBe(asked + 1);
    const winner = answers.find(({ status }) => status === 200);
    const { body } = await server.direct.onerway.get(`/payment_methods/${card}`);
    expect(body.customer).toBe(winner?.body.customer);
  }
});

test("a card whose verification was lost in a crash is attached later", async () => {
  const customer = await makeBuyer(server.direct);
  const card = await makePaymentMethod(server.direct, CARDS.good);
  const { db, clock } = server;
  await db.query(
    "UPDATE payment_methods SET verification_id = id, verifying_until = $1 WHERE created_at = (SELECT max(created_at) FROM payment_methods)",
    [new Date(clock.now().getTime() + 5_000)],
  );
  expect((await attachCard(server.direct, card, customer)).status).toBe(400);
  clock.advance(6_000);
  expect((await attachCard(server.direct, card, customer)).status).toBe(200);
});

test("the security code is used for the verification and kept no longer", async () => {
  const customer = await makeBuyer(server.direct);
  const codes = async () => (await server.db.query("SELECT 1 FROM vault_security_codes")).length;
  const card = await makePaymentMethod(server.direct, CARDS.good);
  const before = await codes();
  await attachCard(server.direct, card, customer);
  expect(await codes()).toBe(before - 1);
});

test("without a customer the list has all cards that can be charged; of other kinds there is none", async () => {
  const { onerway } = server.direct;
  const loose = await makePaymentMethod(server.direct, CARDS.good);
  const { card } = await buyerWithCard(server.direct);
  const gone = await buyerWithCard(server.direct);
  await onerway.post(`/payment_methods/${gone.card}/detach`);
  const all = idsOf(await onerway.get("/payment_methods"));
  expect(all.slice(0, 2)).toEqual([card, loose]);
  expect(all).not.toContain(gone.card);
  const other = await onerway.get("/payment_methods?type=sepa_debit");
  expect(other.body).toMatchObject({ object: "list", data: [], has_more: false });
  expect((await onerway.get("/payment_methods?type=Card!")).status).toBe(400);
});

test("wherever a payment method is taken, the name of a test card makes a new one of that card", async () => {
  const { onerway } = server.direct;
  const made = await onerway.form("/payment_intents", {
    amount: 2000,
    currency: "usd",
    payment_method: "pm_card_visa",
    confirm: true,
  });
  expect(made.body.status).toBe("succeeded");
  const intent = await makeIntent(server.direct);
  const changed = await onerway.form(`/payment_intents/${intent}`, { payment_method: "pm_card_amex" });
  expect(changed.body.status).toBe("requires_confirmation");
  const confirmed = await onerway.form(`/payment_intents/${intent}/confirm`, {
    payment_method: "pm_card_mastercard",
  });
  expect(confirmed.body.status).toBe("succeeded");
  const ids = [made, changed, confirmed].map(({ body }) => body.payment_method ?? "");
  expect(new Set(ids).size).toBe(3);
  for (const [id, brand] of [
    [ids[0], "visa"],
    [ids[1], "amex"],
    [ids[2], "mastercard"],
  ]) {
    expect(id).toMatch(/^pm_[0-9A-Za-z]{22}$/);
    expect((await onerway.get(`/payment_methods/${id}`)).body.card).toMatchObject({ brand });
  }
});

test("a repeated request with a test card's name makes no second card", async () => {
  const { onerway } = server.direct;
  const customer = await makeBuyer(server.direct);
  const cards = async () => (await server.db.query("SELECT 1 FROM payment_methods")).length;
  const sale = { amount: 2000, currency: "usd", payment_method: "pm_card_visa", confirm: true };
  const requests = [
    (key: string) => onerway.form("/payment_intents", sale, { "idempotency-key": key }),
    (key: string) => attachCard(server.direct, "pm_card_visa", customer, { "idempotency-key": key }),
    (key: string) =>
      onerway.form("/customers", { payment_method: "pm_card_visa" }, { "idempotency-key": key }),
  ];
  for (const [index, request] of requests.entries()) {
    const first = await request(`named-${index}`);
    expect(first.status).toBe(200);
    const before = await cards();
    const again = await request(`named-${index}`);
    expect(again.text).toBe(first.text);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await cards()).toBe(before);
  }
});

test("a declined test card is declined by name, and its payment waits for another one", async () => {
  const { onerway } = server.direct;
  const { status, body } = await onerway.form("/payment_intents", {
    amount: 2000,
    currency: "usd",
    payment_method: "pm_card_visa_chargeDeclinedStolenCard",
    confirm: true,
  });
  expect(status).toBe(402);
  expect(body.error).toMatchObject({ code: "card_declined", decline_code: "stolen_card" });
});
