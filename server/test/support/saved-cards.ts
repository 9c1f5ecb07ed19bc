import { randomUUID } from "node:crypto";
import { type FaststarBody, type HttpAnswer, JSON_CONTENT, send } from "./http.ts";
import type { TestMerchant, TestServer } from "./server.ts";
import { answerChallenge, CARDS } from "./shop.ts";

export async function makeCustomer({ faststar }: TestMerchant, fields: object = {}): Promise<string> {
  const answer = await faststar.post("/public/customers", { email: "ada@example.com", ...fields });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data.id;
}

/** A buyer's visit to save a card. */
export interface OpenSetup {
  readonly id: string;
  readonly client_secret: string;
}

export async function beginSetup({ faststar }: TestMerchant, customer: string): Promise<OpenSetup> {
  const answer = await faststar.post(`/public/customers/${customer}/setup-intent`);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  const { setup_intent_id: id, client_secret } = answer.body.data;
  return { id, client_secret };
}

/** What the page on which a card is saved is told. */
export interface CardBody {
  readonly status: string;
  readonly card: { readonly brand: string; readonly last4: string } | null;
  readonly challenge_url: string | null;
  readonly last_error: { readonly code: string } | null;
  readonly error?: { readonly code: string; readonly field?: string };
  readonly view?: CardBody;
}

export function setupPost(
  server: TestServer,
  { id, client_secret }: OpenSetup,
  action: "confirm" | "authenticated" | "cancel",
  body: object = {},
): Promise<HttpAnswer<CardBody>> {
  const headers = { ...JSON_CONTENT, "x-client-secret": client_secret };
  return send(`${server.url}/cards/${id}/${action}`, { method: "POST", headers, body: JSON.stringify(body) });
}

export function setupState(
  server: TestServer,
  { id, client_secret }: OpenSetup,
): Promise<HttpAnswer<CardBody>> {
  return send(`${server.url}/cards/${id}/state`, { headers: { "x-client-secret": client_secret } });
}

export function typedCard(number: string, fields: object = {}) {
  const card = { number, exp_month: 12, exp_year: 2034, cvc: "123" };
  return { attempt_key: randomUUID(), name: "Ada Lovelace", card, ...fields };
}

/** The buyer types a card and presses the button. */
export function typeCard(
  server: TestServer,
  setup: OpenSetup,
  number: string,
  fields: object = {},
): Promise<HttpAnswer<CardBody>> {
  return setupPost(server, setup, "confirm", typedCard(number, fields));
}

/** A setup intent whose buyer has typed a good card, and authenticated where the bank wanted it. */
export async function completeSetup(
  server: TestServer,
  merchant: TestMerchant,
  customer: string,
  number: string = CARDS.good,
): Promise<OpenSetup> {
  const setup = await beginSetup(merchant, customer);
  const { status, text, body } = await typeCard(server, setup, number);
  if (status !== 200) throw new Error(`${status} ${text}`);
  if (body.challenge_url !== null) await answerChallenge(body.challenge_url, "approve");
  return setup;
}

export function attach(
  { faststar }: TestMerchant,
  customer: string,
  setup_intent_id: string,
): Promise<HttpAnswer<FaststarBody>> {
  return faststar.post(`/public/customers/${customer}/payment-methods`, { setup_intent_id });
}

/** A card of that number, saved by the customer. Answers its id. */
export async function saveCard(
  server: TestServer,
  merchant: TestMerchant,
  customer: string,
  number: string = CARDS.good,
): Promise<string> {
  const setup = await completeSetup(server, merchant, customer, number);
  const { status, text, body } = await attach(merchant, customer, setup.id);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body.data.id;
}

/** A customer with one saved card of that number. */
export async function customerWithCard(
  server: TestServer,
  merchant: TestMerchant,
  number: string = CARDS.good,
): Promise<{ customer: string; card: string }> {
  const customer = await makeCustomer(merchant);
  return { customer, card: await saveCard(server, merchant, customer, number) };
}

export const CHARGE = { amount: 1999, currency: "USD", off_session: true } as const;

export function charge(
  { faststar }: TestMerchant,
  customer: string,
  fields: object = {},
  headers = {},
): Promise<HttpAnswer<FaststarBody>> {
  return faststar.post(`/public/customers/${customer}/charge`, { ...CHARGE, ...fields }, headers);
}
