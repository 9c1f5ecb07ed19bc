import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import { CARDS, cardData } from "../support/shop.ts";

const server = useTestServer();

const ADDRESS = { line1: "1 Star Lane", postal_code: "94107", country: "US" };
const NOTHING = { address_line1_check: null, address_postal_code_check: null, cvc_check: null };

interface Checked {
  readonly latest_charge: {
    readonly id: string;
    readonly status: string;
    readonly payment_method_details: Details;
  };
}

interface Details {
  readonly card: { readonly checks: object };
}

/** Pays with a card that is described with the payment, and reads its charge along with it. */
async function chargeOf(payment_method_data: object, fields: object = {}) {
  const answer = await server.direct.onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    confirm: true,
    payment_method_data,
    expand: ["latest_charge"],
    ...fields,
  });
  expect(answer.status).toBe(200);
  return (answer.body as unknown as Checked).latest_charge;
}

test.each([
  ["4000000000000101", "pass", "pass", "fail"],
  ["4000000000000036", "pass", "fail", "pass"],
  ["4000000000000028", "fail", "pass", "pass"],
  ["4000000000000010", "fail", "fail", "pass"],
  ["4000000000000044", "unavailable", "unavailable", "pass"],
])(
  "%s is paid; its line is %s, its postal code %s, its security code %s",
  async (number, line1, postal, cvc) => {
    const charge = await chargeOf(cardData(number, { address: ADDRESS }));
    const checks = { address_line1_check: line1, address_postal_code_check: postal, cvc_check: cvc };
    expect(charge.status).toBe("succeeded");
    expect(charge.payment_method_details.card.checks).toEqual(checks);
    const read = await server.direct.onerway.get(`/charges/${charge.id}`);
    expect(read.body).toMatchObject({ payment_method_details: { card: { brand: "visa", checks } } });
  },
);

test("what the buyer has not given is not checked", async () => {
  const without_address = await chargeOf(cardData("4000000000000010"));
  expect(without_address.payment_method_details.card.checks).toEqual({ ...NOTHING, cvc_check: "pass" });
  const card = { number: "4000000000000101", exp_month: 12, exp_year: 2034 };
  const without_code = await chargeOf({ type: "card", card, billing_details: { address: ADDRESS } });
  expect(without_code.payment_method_details.card.checks).toEqual({
    address_line1_check: "pass",
    address_postal_code_check: "pass",
    cvc_check: null,
  });
});

test("an authorisation is checked when it is made, and says so after its capture", async () => {
  const data = cardData("4000000000000036", { address: ADDRESS });
  const charge = await chargeOf(data, { capture_method: "manual" });
  const checks = { address_line1_check: "pass", address_postal_code_check: "fail", cvc_check: "pass" };
  expect(charge.payment_method_details.card.checks).toEqual(checks);
  const { body } = await server.direct.onerway.get(`/charges/${charge.id}`);
  const { payment_intent } = body as unknown as { payment_intent: string };
  const captured = await server.direct.onerway.post(`/payment_intents/${payment_intent}/capture`, {});
  expect(captured.body.status).toBe("succeeded");
  const read = await server.direct.onerway.get(`/charges/${charge.id}`);
  expect(read.body).toMatchObject({ captured: true, payment_method_details: { card: { checks } } });
});

test("of any other card nothing is said, paid or declined", async () => {
  const charge = await chargeOf(cardData(CARDS.good, { address: ADDRESS }));
  expect(charge.payment_method_details.card.checks).toEqual(NOTHING);
  const declined = await server.direct.onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    confirm: true,
    payment_method_data: cardData(CARDS.declined, { address: ADDRESS }),
  });
  const { charge: id } = declined.body.error as unknown as { charge: string };
  const read = await server.direct.onerway.get(`/charges/${id}`);
  expect(read.body).toMatchObject({
    status: "failed",
    payment_method_details: { card: { checks: NOTHING } },
  });
});
