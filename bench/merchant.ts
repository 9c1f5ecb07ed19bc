import type { OperationContext } from "./operations/operation.ts";
import type { StarwayProcess } from "./server-process.ts";

interface Call {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  headers: Record<string, string>;
  body?: object;
}

async function call<Answer>(
  { port }: StarwayProcess,
  { method, path, headers, body }: Call,
): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...headers, ...(body && { "Content-Type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

/** Saves a card in the vault, once, and answers the id of its payment method. */
async function vaultCard(starway: StarwayProcess): Promise<string> {
  const method = await call<{ id: string }>(starway, {
    method: "POST",
    path: "/v1/payment_methods",
    headers: { Authorization: `Bearer ${starway.secret_key}` },
    body: { type: "card", card: { number: "4242424242424242", exp_month: 12, exp_year: 2099 } },
  });
  return method.id;
}

/** Makes a customer who has left a card, and answers the customer's id. */
async function customerWithCard(starway: StarwayProcess): Promise<string> {
  const headers = { Authorization: `Bearer ${starway.secret_key}` };
  const body = { email: "ada@example.com" };
  const customer = await call<{ id: string }>(starway, {
    method: "POST",
    path: "/v1/customers",
    headers,
    body,
  });
  const path = `/v1/payment_methods/${await vaultCard(starway)}/attach`;
  await call(starway, { method: "POST", path, headers, body: { customer: customer.id } });
  return customer.id;
}

interface EndpointList {
  data: { items: { id: string }[] };
}

async function removeWebhookEndpoints(starway: StarwayProcess): Promise<void> {
  const headers = { "X-API-Key": starway.secret_key };
  const path = "/api/v1/merchant/webhook-endpoints";
  const { data } = await call<EndpointList>(starway, { method: "GET", path, headers });
  for (const { id } of data.items) await call(starway, { method: "DELETE", path: `${path}/${id}`, headers });
}

/** An endpoint that is told of payments that have succeeded. Answers its id. */
export async function addWebhookEndpoint(starway: StarwayProcess, url: string): Promise<string> {
  const { data } = await call<{ data: { id: string } }>(starway, {
    method: "POST",
    path: "/api/v1/merchant/webhook-endpoints",
    headers: { "X-API-Key": starway.secret_key },
    body: { url, event_types: ["payment.succeeded"] },
  });
  return data.id;
}

export async function setWebhookEndpoint(
  starway: StarwayProcess,
  id: string,
  status: "enabled" | "disabled",
): Promise<void> {
  await call(starway, {
    method: "PATCH",
    path: `/api/v1/merchant/webhook-endpoints/${id}`,
    headers: { "X-API-Key": starway.secret_key },
    body: { status },
  });
}

/**
 * What the operations are measured with: a card, and a customer who has left one. The sandbox merchant comes with the demo
 * shop as an endpoint; without it, a payment ends with its event.
 */
export async function prepareMerchant(starway: StarwayProcess): Promise<OperationContext> {
  await removeWebhookEndpoints(starway);
  const { port, secret_key } = starway;
  const payment_method = await vaultCard(starway);
  return { port, secret_key, payment_method, customer: await customerWithCard(starway) };
}
