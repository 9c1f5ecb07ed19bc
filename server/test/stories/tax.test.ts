import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";

const server = useTestServer();

const path = "/public/tax/calculate";

const ask = (question: object, headers = {}) => server.mor.faststar.post(path, question, headers);
const taxOf = async (question: object) => (await ask(question)).body.data;

test("the documented request is answered as documented", async () => {
  const answer = await ask({ amount: 1000, country: "DE" });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ success: true, message: "Tax calculated successfully" });
  expect(Object.entries(answer.body.data).slice(0, 7)).toEqual([
    ["country", "DE"],
    ["tax_type", "vat"],
    ["rate_percent", 19],
    ["inclusive", true],
    ["tax_amount", 160],
    ["net_amount", 840],
    ["gross_amount", 1000],
  ]);
});

test("an answer says what the tax is made of, and whether it is sure", async () => {
  expect(await taxOf({ amount: 1000, country: "CA", region: "QC", currency: "cad" })).toMatchObject({
    country: "CA",
    region: "QC",
    currency: "CAD",
    tax_type: "gst",
    rate_percent: 14.975,
    inclusive: false,
    estimated: false,
    note: null,
    components: [
      { name: "GST", jurisdiction: "CA", rate_percent: 5, tax_amount: 50 },
      { name: "QST", jurisdiction: "CA-QC", rate_percent: 9.975, tax_amount: 100 },
    ],
  });
  expect(await taxOf({ amount: 999, country: "US" })).toMatchObject({
    rate_percent: 8,
    tax_amount: 80,
    net_amount: 999,
    gross_amount: 1079,
    estimated: true,
    note: expect.stringMatching(/state/),
  });
  expect(await taxOf({ amount: 1000, country: "FI" })).toMatchObject({ rate_percent: 25.5 });
});

test("a state, or a postal code that tells it, gives the state's own rate", async () => {
  for (const where of [{ region: "CA" }, { region: "US-CA" }, { postal_code: "94107" }]) {
    const answer = await taxOf({ amount: 999, country: "US", ...where });
    expect(answer).toMatchObject({ region: "CA", rate_percent: 7.25, tax_amount: 72, estimated: true });
  }
});

test("what is sold decides the rate", async () => {
  expect(await taxOf({ amount: 1070, country: "DE", tax_category: "e_books" })).toMatchObject({
    rate_percent: 7,
    tax_amount: 70,
  });
  const saas = { amount: 1000, country: "US", tax_category: "saas" };
  expect(await taxOf({ ...saas, region: "TX" })).toMatchObject({ rate_percent: 5, tax_amount: 50 });
  expect(await taxOf({ ...saas, region: "CA" })).toMatchObject({ rate_percent: 0, tax_amount: 0 });
});

test("a company in another member state owes the tax itself: it pays the price without it", async () => {
  const question = { amount: 1000, country: "DE", customer_tax_id: "de 136 695 976" };
  expect(await taxOf(question)).toMatchObject({
    customer_tax_id: "DE136695976",
    reverse_charge: true,
    rate_percent: 0,
    inclusive: true,
    tax_amount: 0,
    net_amount: 840,
    gross_amount: 840,
    components: [],
    invoice_notes: ["Reverse charge", "Steuerschuldnerschaft des Leistungsempfängers", expect.any(String)],
  });
});

test("a company where the platform is established is taxed like anybody", async () => {
  const question = { amount: 1230, country: "IE", customer_tax_id: "IE6433435F" };
  expect(await taxOf(question)).toMatchObject({ reverse_charge: false, tax_amount: 230, gross_amount: 1230 });
});

test("a direct merchant's company buyers are taxed, because where the merchant is established is not known", async () => {
  const question = { amount: 1000, country: "DE", customer_tax_id: "DE136695976" };
  const { body } = await server.direct.faststar.post(path, question);
  expect(body.data).toMatchObject({ reverse_charge: false, tax_amount: 160 });
});

test("a tax id with a typing error is refused with the form that is expected", async () => {
  const answer = await ask({ amount: 1000, country: "DE", customer_tax_id: "DE136695975" });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    success: false,
    message: expect.stringMatching(/customer_tax_id.*DE and 9 digits/),
    error: { code: "parameter_invalid", param: "customer_tax_id" },
  });
});

test("what cannot be taxed is refused by name of the field", async () => {
  for (const [question, code, param] of [
    [{ country: "DE" }, "parameter_missing", "amount"],
    [{ amount: 1000 }, "parameter_missing", "country"],
    [{ amount: 0, country: "DE" }, "parameter_invalid_integer", "amount"],
    [{ amount: 10.5, country: "DE" }, "parameter_invalid_integer", "amount"],
    [{ amount: 100_000_000, country: "DE" }, "amount_too_large", "amount"],
    [{ amount: 1000, country: "ZZ" }, "parameter_invalid", "country"],
    [{ amount: 1000, country: "US", region: "ZZ" }, "parameter_invalid", "region"],
    [{ amount: 1000, country: "DE", tax_category: "books" }, "parameter_invalid", "tax_category"],
    [{ amount: 1000, country: "DE", currency: "XXA" }, "currency_unsupported", "currency"],
  ] as const) {
    const { status, body } = await ask(question);
    expect({ status, ...body.error }, JSON.stringify(question)).toMatchObject({ status: 400, code, param });
  }
});

test("the same question with the same Idempotency-Key gets the first answer again", async () => {
  const headers = { "idempotency-key": "price-list-1" };
  const first = await ask({ amount: 1000, country: "DE" }, headers);
  const again = await ask({ amount: 1000, country: "DE" }, headers);
  expect(again.text).toBe(first.text);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  const other = await ask({ amount: 2000, country: "DE" }, headers);
  expect(other.status).toBe(400);
  expect(other.body.error?.code).toBe("idempotency_error");
});
