import { expect, test } from "vitest";
import { curl } from "../support/curl.ts";
import { attachCard, buyerWithCard, idsOf, makeBuyer } from "../support/customers.ts";
import { FORM_CONTENT } from "../support/http.ts";
import { charge, customerWithCard, makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makePaymentMethod } from "../support/shop.ts";

const server = useTestServer();

const form = (path: string, body: string) => server.direct.onerway.raw("POST", path, body, FORM_CONTENT);

test("the published curl makes a customer, and answers the published fields", async () => {
  const { status, body } = await curl(
    server,
    server.direct,
    `curl -X POST $ONERWAY/customers \\
      -H "Authorization: Bearer $KEY" \\
      -H "Content-Type: application/json" \\
      -d '{
        "email": "john@example.com",
        "name": "John Doe",
        "metadata": {
          "user_id": "123"
        }
      }'`,
  );
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.stringMatching(/^cus_[0-9A-Za-z]{22}$/),
    object: "customer",
    email: "john@example.com",
    name: "John Doe",
    created: expect.any(Number),
    metadata: { user_id: "123" },
    address: null,
    default_source: null,
    description: null,
    invoice_settings: { default_payment_method: null },
    livemode: false,
    phone: null,
    shipping: null,
  });
});

test("nothing has to be known about a customer, and everything can be", async () => {
  const { onerway } = server.direct;
  expect((await onerway.post("/customers")).body).toMatchObject({ email: null, name: null, metadata: {} });
  const address = { city: "Berlin", country: "de", line1: "Am Ufer 1", postal_code: "10115", state: "BE" };
  const made = await onerway.form("/customers", {
    email: "ada@example.com",
    phone: "+49 30 901820",
    description: "Buys star maps",
    address,
    shipping: { name: "Ada", phone: "112", address: { country: "FR", line2: "2nd floor" } },
    metadata: { a: "1" },
  });
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({
    phone: "+49 30 901820",
    description: "Buys star maps",
    address: { ...address, country: "DE", line2: null },
    shipping: {
      name: "Ada",
      phone: "112",
      address: { city: null, country: "FR", line1: null, line2: "2nd floor", postal_code: null, state: null },
    },
  });
  expect((await onerway.get(`/customers/${made.body.id}`)).body).toEqual(made.body);
});

test.each(["POST", "PUT"])("%s changes what it names and leaves the rest", async (method) => {
  const { onerway } = server.direct;
  const id = await makeBuyer(server.direct, { name: "John", metadata: { a: "1", b: "2" } });
  const change = method === "POST" ? onerway.post : onerway.put;
  const changed = await change(`/customers/${id}`, { phone: "112", metadata: { b: "", c: "3" } });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ id, name: "John", phone: "112", metadata: { a: "1", c: "3" } });
  expect((await onerway.get(`/customers/${id}`)).body).toEqual(changed.body);
});

test("an empty value in a form takes a value away, and reads back as null", async () => {
  const id = await makeBuyer(server.direct, {
    name: "John",
    phone: "112",
    description: "x",
    address: { country: "DE", city: "Berlin" },
    shipping: { name: "John" },
    metadata: { a: "1", b: "2" },
  });
  const fewer = await form(`/customers/${id}`, "name=&email=&description=&address=&metadata[a]=");
  expect(fewer.status).toBe(200);
  expect(fewer.body).toMatchObject({
    name: null,
    email: null,
    description: null,
    address: null,
    phone: "112",
    shipping: { name: "John", address: null },
    metadata: { b: "2" },
  });
  const none = await form(`/customers/${id}`, "metadata=&shipping=&phone=");
  expect(none.body).toMatchObject({ metadata: {}, shipping: null, phone: null });
});

test("metadata has 50 pairs at the most, also when they come bit by bit", async () => {
  const { onerway } = server.direct;
  const pairs = (count: number, from = 0) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${from + index}`, "value"]));
  const id = await makeBuyer(server.direct, { metadata: pairs(50) });
  for (const refused of [
    await onerway.post("/customers", { metadata: pairs(51) }),
    await onerway.post(`/customers/${id}`, { metadata: pairs(1, 50) }),
  ]) {
    expect(refused.status).toBe(400);
    expect(refused.body.error?.param).toBe("metadata");
  }
  const swapped = await onerway.post(`/customers/${id}`, { metadata: { key_0: "", key_50: "value" } });
  expect(Object.keys(swapped.body.metadata)).toHaveLength(50);
});

test("a country that is none is refused by name", async () => {
  for (const [fields, param] of [
    [{ address: { country: "ZZ" } }, "address[country]"],
    [{ shipping: { address: { country: "ZZ" } } }, "shipping[address][country]"],
  ] as const) {
    const refused = await server.direct.onerway.post("/customers", fields);
    expect(refused.status).toBe(400);
    expect(refused.body.error).toMatchObject({ code: "parameter_invalid", param });
  }
});

test("a customer is created once per idempotency key", async () => {
  const headers = { "idempotency-key": "one-customer" };
  const { onerway } = server.direct;
  const fields = { email: "once@example.com" };
  const answers = await Promise.all([1, 2, 3].map(() => onerway.form("/customers", fields, headers)));
  const made = answers.filter(({ status }) => status === 200);
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
  expect(idsOf(await onerway.get("/customers?email=once@example.com"))).toHaveLength(1);
});

test("a customer can come with a card, which is verified first", async () => {
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const made = await onerway.form("/customers", {
    payment_method,
    invoice_settings: { default_payment_method: payment_method },
  });
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({ invoice_settings: { default_payment_method: payment_method } });
  const card = await onerway.get(`/payment_methods/${payment_method}`);
  expect(card.body.customer).toBe(made.body.id);
  const again = await onerway.post("/customers", { payment_method });
  expect(again.status).toBe(400);
  expect(again.body.error).toMatchObject({
    code: "payment_method_unexpected_state",
    param: "payment_method",
  });
});

test("when the card is declined, no customer is made, and a repeated request is told the same", async () => {
  const { onerway } = server.direct;
  const fields = { email: "declined@example.com", payment_method: "pm_card_chargeDeclinedInsufficientFunds" };
  const headers = { "idempotency-key": "a declined customer" };
  const declined = await onerway.form("/customers", fields, headers);
  expect(declined.status).toBe(402);
  expect(declined.body.error).toMatchObject({ type: "card_error", code: "insufficient_funds" });
  const again = await onerway.form("/customers", fields, headers);
  expect(again.text).toBe(declined.text);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(idsOf(await onerway.get("/customers?email=declined@example.com"))).toEqual([]);
});

test("the default card is one of the customer's own, and may be none", async () => {
  const { onerway } = server.direct;
  const { customer, card } = await buyerWithCard(server.direct);
  const second = await attachCard(server.direct, "pm_card_mastercard", customer);
  const change = (default_payment_method: string | null) =>
    onerway.form(`/customers/${customer}`, { invoice_settings: { default_payment_method } });
  expect((await onerway.get(`/customers/${customer}`)).body).toMatchObject({
    invoice_settings: { default_payment_method: card },
  });
  expect((await change(second.body.id)).body).toMatchObject({
    invoice_settings: { default_payment_method: second.body.id },
  });
  const other = await buyerWithCard(server.direct);
  const loose = await makePaymentMethod(server.direct, CARDS.good);
  for (const foreign of [other.card, loose, "pm_0000000000000000000000", "pm_card_visa"]) {
    const refused = await change(foreign);
    expect(refused.status, foreign).toBe(404);
    expect(refused.body.error).toMatchObject({
      code: "resource_missing",
      param: "invoice_settings[default_payment_method]",
    });
  }
  expect(
    (await form(`/customers/${customer}`, "invoice_settings[default_payment_method]=")).body,
  ).toMatchObject({
    invoice_settings: { default_payment_method: null },
  });
  const create = await onerway.post("/customers", { invoice_settings: { default_payment_method: card } });
  expect(create.status).toBe(404);
});

test("a deleted customer is gone, but for the word that it was deleted", async () => {
  const { onerway } = server.direct;
  const { customer, card } = await buyerWithCard(server.direct);
  const tombstone = { id: customer, object: "customer", deleted: true };
  const deleted = await onerway.delete(`/customers/${customer}`, FORM_CONTENT);
  expect(deleted.status).toBe(200);
  expect(deleted.body).toEqual(tombstone);
  const read = await onerway.get(`/customers/${customer}`);
  expect(read.status).toBe(200);
  expect(read.body).toEqual(tombstone);
  for (const refused of [
    await onerway.delete(`/customers/${customer}`),
    await onerway.post(`/customers/${customer}`, { name: "John" }),
    await attachCard(server.direct, "pm_card_visa", customer),
    await onerway.get(`/customers/${customer}/payment_methods`),
    await onerway.get(`/customers/${customer}/payment_methods/${card}`),
    await onerway.get(`/payment_methods?customer=${customer}`),
  ]) {
    expect(refused.status).toBe(404);
    expect(refused.body.error?.code).toBe("resource_missing");
  }
  expect(idsOf(await onerway.get("/customers?limit=100"))).not.toContain(customer);
  expect((await onerway.get(`/payment_methods/${card}`)).body.customer).toBeNull();
});

test("a customer that is made through one API is seen, charged and deleted through the other", async () => {
  const { onerway, faststar } = server.direct;
  const ours = await buyerWithCard(server.direct);
  const seen = await faststar.get(`/public/customers/${ours.customer}`);
  expect(seen.body.data).toMatchObject({ id: ours.customer, default_payment_method_id: ours.card });
  expect((await charge(server.direct, ours.customer)).status).toBe(200);
  expect((await faststar.delete(`/public/customers/${ours.customer}`)).status).toBe(200);
  expect((await onerway.get(`/customers/${ours.customer}`)).body).toMatchObject({ deleted: true });

  const theirs = await customerWithCard(server, server.direct);
  expect((await onerway.get(`/customers/${theirs.customer}`)).body).toMatchObject({
    email: "ada@example.com",
    invoice_settings: { default_payment_method: theirs.card },
  });
  const paid = await onerway.form("/payment_intents", {
    amount: 2000,
    currency: "usd",
    customer: theirs.customer,
    payment_method: theirs.card,
    confirm: true,
  });
  expect(paid.body.status).toBe("succeeded");
  expect((await onerway.delete(`/customers/${theirs.customer}`)).status).toBe(200);
  expect((await faststar.get(`/public/customers/${theirs.customer}`)).status).toBe(404);
  expect((await charge(server.direct, theirs.customer)).status).toBe(404);
});

test("an unknown customer is a 404 that names the id", async () => {
  const { onerway } = server.direct;
  for (const id of ["cus_0000000000000000000000", "cus_nonsense", "pm_0000000000000000000000"]) {
    for (const answer of [
      await onerway.get(`/customers/${id}`),
      await onerway.post(`/customers/${id}`, {}),
      await onerway.put(`/customers/${id}`, {}),
      await onerway.delete(`/customers/${id}`),
      await onerway.get(`/customers/${id}/payment_methods`),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body.error).toMatchObject({ code: "resource_missing", param: "id" });
    }
  }
});

test("an attachment and the deletion of its customer leave nobody with a card of nobody", async () => {
  const { onerway } = server.direct;
  for (let round = 0; round < 5; round++) {
    const customer = await makeBuyer(server.direct);
    const card = await makePaymentMethod(server.direct, CARDS.good);
    const [attached, deleted] = await Promise.all([
      attachCard(server.direct, card, customer),
      onerway.delete(`/customers/${customer}`),
    ]);
    expect(deleted.status).toBe(200);
    expect([200, 404]).toContain(attached.status);
    expect((await onerway.get(`/payment_methods/${card}`)).body.customer).toBeNull();
  }
});

test("what a client library asks to be expanded is expanded, or stays null", async () => {
  const { onerway } = server.direct;
  const id = await makeCustomer(server.direct);
  const query = "?expand[]=default_source&expand[]=invoice_settings.default_payment_method";
  expect((await onerway.get(`/customers/${id}${query}`)).status).toBe(200);
  expect((await onerway.get(`/customers?limit=1&expand[0]=data.default_source`)).status).toBe(200);
  expect((await form(`/customers/${id}`, "name=Ada&expand[]=default_source")).status).toBe(200);
});
