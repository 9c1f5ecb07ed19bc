import { parseId } from "../../src/kit/ids.ts";
import type { HeaderFields, HttpAnswer, OnerwayBody } from "./http.ts";
import type { TestMerchant, TestServer } from "./server.ts";
import { CARDS, payIntent } from "./shop.ts";

/** Where a payment of 20.00 USD is that only keeps the money. */
export async function authorizedIntent(
  merchant: TestMerchant,
  number: string = CARDS.good,
  fields: object = {},
): Promise<string> {
  const { text, body } = await payIntent(merchant, number, { capture_method: "manual", ...fields });
  if (body.status !== "requires_capture") throw new Error(text);
  return body.id;
}

export function capture(
  { onerway }: TestMerchant,
  intent_id: string,
  fields: object = {},
  headers: HeaderFields = {},
): Promise<HttpAnswer<OnerwayBody>> {
  return onerway.post(`/payment_intents/${intent_id}/capture`, fields, headers);
}

export function cancel(
  { onerway }: TestMerchant,
  intent_id: string,
  fields: object = {},
  headers: HeaderFields = {},
): Promise<HttpAnswer<OnerwayBody>> {
  return onerway.post(`/payment_intents/${intent_id}/cancel`, fields, headers);
}

/** What the acquirer did with a payment's last attempt after its buyer was asked, by its own books. */
export async function acquirerSays(
  server: TestServer,
  intent_id: string,
): Promise<{ kind: string; amount: number | undefined }[]> {
  const [intent] = await server.db.query<{ payment_attempt_id: string }>(
    "SELECT payment_attempt_id FROM payment_intents WHERE id = $1",
    [parseId("payment_intent", intent_id)],
  );
  const records = await server.journal();
  return records
    .filter(({ reference, kind }) => reference === intent?.payment_attempt_id && kind !== "challenge")
    .map(({ kind, amount }) => ({ kind, amount }));
}

/** The types of a payment's events, in their order. */
export async function eventsOf(server: TestServer, intent_id: string): Promise<string[]> {
  const rows = await server.db.query<{ type: string }>(
    "SELECT type FROM events WHERE object_id = $1 ORDER BY sequence",
    [parseId("payment_intent", intent_id)],
  );
  return rows.map(({ type }) => type);
}
