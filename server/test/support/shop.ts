import { randomUUID } from "node:crypto";
import {
  type FaststarBody,
  FORM_CONTENT,
  type HttpAnswer,
  JSON_CONTENT,
  type OnerwayBody,
  type Session,
  send,
} from "./http.ts";
import type { TestMerchant, TestServer } from "./server.ts";

export const CARDS = {
  good: "4242424242424242",
  declined: "4000000000000002",
  insufficient_funds: "4000000000009995",
  expired: "4000000000000069",
  incorrect_cvc: "4000000000000127",
  challenge: "4000002760003184",
  challenge_unless_set_up: "4000002500003155",
  already_set_up: "4000003800000446",
  saved_then_declined: "4000000000000341",
  approved_without_money: "4000008260003178",
} as const;

/** The id of what was made, or an error with what was answered instead. */
function idOf({ status, text, body }: HttpAnswer<OnerwayBody | FaststarBody>): string {
  if (status !== 200) throw new Error(`${status} ${text}`);
  return "success" in body ? body.data.id : body.id;
}

export async function makePaymentMethod(
  { onerway }: TestMerchant,
  number: string,
  cvc = "123",
): Promise<string> {
  const card = { number, exp_month: 12, exp_year: 2034, cvc };
  return idOf(await onerway.post("/payment_methods", { type: "card", card }));
}

/** A card as it comes along with a payment. */
export function cardData(number: string, billing_details: object = {}) {
  return { type: "card", card: { number, exp_month: 12, exp_year: 2034, cvc: "123" }, billing_details };
}

export async function makeIntent({ onerway }: TestMerchant, fields: object = {}): Promise<string> {
  return idOf(await onerway.post("/payment_intents", { amount: 2000, currency: "usd", ...fields }));
}

/** Makes an intent and confirms it with a card of that number. */
export async function payIntent(
  merchant: TestMerchant,
  number: string,
  fields: object = {},
): Promise<HttpAnswer<OnerwayBody>> {
  const payment_method = await makePaymentMethod(merchant, number);
  const intent = await makeIntent(merchant, fields);
  return merchant.onerway.post(`/payment_intents/${intent}/confirm`, { payment_method });
}

export async function makeProduct({ faststar }: TestMerchant, fields: object = {}): Promise<string> {
  return idOf(await faststar.post("/merchant/catalog/products", { name: "Star chart", ...fields }));
}

export async function makePrice(merchant: TestMerchant, fields: object = {}): Promise<string> {
  const product_id = await makeProduct(merchant);
  const price = { product_id, currency: "USD", unit_amount: 999, ...fields };
  return idOf(await merchant.faststar.post("/merchant/catalog/prices", price));
}

export const SESSION_FIELDS = {
  mode: "payment",
  presentation: "iframe",
  success_url: "https://yoursite.com/success",
  cancel_url: "https://yoursite.com/cancel",
} as const;

export interface OpenSession {
  readonly id: string;
  readonly token: string;
  readonly url: string;
  readonly session: Session;
}

/** A session for one thing of 9.99 USD, unless told otherwise. */
export async function makeSession(merchant: TestMerchant, fields: object = {}): Promise<OpenSession> {
  const line_items = [{ price_id: await makePrice(merchant), quantity: 1 }];
  const body = { ...SESSION_FIELDS, line_items, buyer_country: "US", ...fields };
  const answer = await merchant.faststar.post("/public/checkout/sessions", body);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  const { session, session_token, url } = answer.body.data;
  return { id: session.id, token: session_token, url, session };
}

/** What the cashier's page is told. */
export interface CashierBody {
  readonly status: string;
  readonly payment_status: string;
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_total: number;
  readonly buyer: { readonly email: string | null };
  readonly saved_cards: { readonly id: string; readonly last4: string; readonly expired: boolean }[] | null;
  readonly payment: {
    readonly state: string;
    readonly challenge_url: string | null;
    readonly last_error: { readonly code: string } | null;
  };
  readonly error?: { readonly code: string; readonly field?: string };
  readonly view?: CashierBody;
}

export function cashierPost(
  server: TestServer,
  { id, token }: Pick<OpenSession, "id" | "token">,
  action: "pay" | "location" | "authenticated",
  body: object,
): Promise<HttpAnswer<CashierBody>> {
  const headers = { ...JSON_CONTENT, "x-session-token": token };
  return send(`${server.url}/checkout/${id}/${action}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
}

export function cashierState(
  server: TestServer,
  { id, token }: Pick<OpenSession, "id" | "token">,
): Promise<HttpAnswer<CashierBody>> {
  return send(`${server.url}/checkout/${id}/state`, { headers: { "x-session-token": token } });
}

export const BUYER = { email: "buyer@example.com", name: "Ada Buyer", country: "US" } as const;

export function payment(open: OpenSession, number: string, fields: object = {}) {
  return {
    ...BUYER,
    attempt_key: randomUUID(),
    expected_total: open.session.amount_total,
    card: { number, exp_month: 12, exp_year: 2034, cvc: "123" },
    ...fields,
  };
}

/** The buyer types the card and presses the button. */
export function payAtCashier(
  server: TestServer,
  open: OpenSession,
  number: string,
  fields: object = {},
): Promise<HttpAnswer<CashierBody>> {
  return cashierPost(server, open, "pay", payment(open, number, fields));
}

/** The buyer chooses one of their saved cards and presses the button. */
export function payWithSavedCard(
  server: TestServer,
  open: OpenSession,
  payment_method_id: string,
  fields: object = {},
): Promise<HttpAnswer<CashierBody>> {
  const { name: _of_a_card, ...buyer } = BUYER;
  const expected_total = open.session.amount_total;
  const body = { ...buyer, attempt_key: randomUUID(), expected_total, payment_method_id, ...fields };
  return cashierPost(server, open, "pay", body);
}

/** The buyer answers the bank's question, at the page of the given address. */
export function answerChallenge(
  challenge_url: string,
  result: "approve" | "fail",
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer<unknown>> {
  return send(challenge_url, {
    method: "POST",
    body: `result=${result}`,
    headers: { ...FORM_CONTENT, ...headers },
  });
}
