import { parseId } from "../../src/kit/ids.ts";
import type { HeaderFields, HttpAnswer } from "./http.ts";
import type { TestMerchant, TestServer } from "./server.ts";
import { CARDS, makeSession, payAtCashier, payIntent } from "./shop.ts";

/** Cards whose refunds take their time. */
export const SLOW_REFUND_CARDS = {
  succeeds_later: "4000000000007726",
  fails_later: "4000000000005126",
} as const;

/** Longer than a slow refund of a test card takes. */
export const SLOW_REFUND_MS = 60_000;

/** A payment as FastStar answers it. */
export interface PaymentData {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_tax: number;
  readonly amount_received: number;
  readonly amount_refunded: number;
  readonly refunded: boolean;
  readonly client_reference_id: string | null;
}

/** A refund as FastStar answers it. */
export interface RefundData {
  readonly id: string;
  readonly payment_id: string;
  readonly amount: number;
  readonly amount_tax: number;
  readonly status: string;
  readonly failure_reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Envelope<Data> {
  readonly success: boolean;
  readonly message: string;
  readonly data: Data;
  readonly error?: { readonly code: string; readonly param: string | null };
}

export type RefundAnswer = HttpAnswer<Envelope<RefundData>>;

/** A payment of 20.00 USD by a card of that number. Answers its id. */
export async function paidIntent(
  merchant: TestMerchant,
  number: string = CARDS.good,
  fields: object = {},
): Promise<string> {
  const { status, text, body } = await payIntent(merchant, number, fields);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body.id;
}

/** A session that is paid at the cashier. Answers the payment's id. */
export async function paidSession(
  server: TestServer,
  merchant: TestMerchant,
  { number = CARDS.good, ...fields }: { number?: string; [field: string]: unknown } = {},
): Promise<string> {
  const open = await makeSession(merchant, fields);
  const country = (fields.buyer_country as string | undefined) ?? "US";
  const paid = await payAtCashier(server, open, number, { country });
  if (paid.status !== 200) throw new Error(`${paid.status} ${paid.text}`);
  const { body } = await merchant.faststar.get(`/public/checkout/sessions/${open.id}`);
  return body.data.session.payment_intent_id ?? "";
}

export async function refund(
  { faststar }: TestMerchant,
  payment_id: string,
  fields: object = {},
  headers: HeaderFields = {},
): Promise<RefundAnswer> {
  return (await faststar.post("/public/refunds", { payment_id, ...fields }, headers)) as never;
}

export async function getRefund({ faststar }: TestMerchant, id: string): Promise<RefundData> {
  return (await faststar.get(`/public/refunds/${id}`)).body.data as never;
}

export async function getPayment({ faststar }: TestMerchant, id: string): Promise<PaymentData> {
  return (await faststar.get(`/public/payments/${id}`)).body.data as never;
}

/** What a payment's refunds, and what failed of them, made of its books: the balance of each account. */
export async function balancesOf({ db }: TestServer, payment_id: string): Promise<Record<string, number>> {
  const rows = await db.query<{ account: string; balance: number }>(
    `SELECT account, sum(amount)::bigint AS balance
       FROM ledger_entries, unnest(accounts, amounts) AS posting (account, amount)
      WHERE payment_intent_id = $1 GROUP BY account ORDER BY account`,
    [parseId("payment_intent", payment_id)],
  );
  return Object.fromEntries(rows.map(({ account, balance }) => [account, balance]));
}

/** What the acquirer has given back of a payment, by its own books. */
export async function givenBack(server: TestServer, payment_id: string): Promise<number[]> {
  const attempts = await server.db.query<{ id: string }>(
    "SELECT id FROM payment_attempts WHERE payment_intent_id = $1 AND status = 'approved'",
    [parseId("payment_intent", payment_id)],
  );
  const records = await server.journal();
  return records
    .filter(({ kind, payment }) => kind === "refunded" && payment === attempts[0]?.id)
    .map(({ amount = 0 }) => amount);
}
