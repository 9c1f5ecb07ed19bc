import type { LaneColumn } from "../../../../db/lane-statement.ts";
import type { Scope } from "../../../../kit/scope.ts";
import type { PaymentIntent } from "../../payment-intent.ts";
import { INTENT_COLUMNS } from "../../store.ts";

/** What a write's columns are read from: each column by a function of its own, which the runtime makes fast. */
export interface IntentWrite {
  readonly scope: Scope;
  readonly intent: PaymentIntent;
}

export type IntentName = keyof PaymentIntent;

export const SCOPE_COLUMNS = {
  merchant_id: ["uuid", ({ scope }) => scope.merchant_id],
  livemode: ["bool", ({ scope }) => scope.livemode],
} as const satisfies Record<keyof Scope, LaneColumn<IntentWrite>>;

export const jsonOf = (value: object | null) => value && JSON.stringify(value);

const READ_INTENT: Record<IntentName, (write: IntentWrite) => unknown> = {
  id: ({ intent }) => intent.id,
  version: ({ intent }) => intent.version,
  status: ({ intent }) => intent.status,
  amount: ({ intent }) => intent.amount,
  amount_received: ({ intent }) => intent.amount_received,
  amount_refunded: ({ intent }) => intent.amount_refunded,
  tax_amount: ({ intent }) => intent.tax_amount,
  currency: ({ intent }) => intent.currency,
  capture_method: ({ intent }) => intent.capture_method,
  payment_method_id: ({ intent }) => intent.payment_method_id,
  payment_attempt_id: ({ intent }) => intent.payment_attempt_id,
  payment_method_types: ({ intent }) => `{${intent.payment_method_types.join(",")}}`,
  description: ({ intent }) => intent.description,
  receipt_email: ({ intent }) => intent.receipt_email,
  return_url: ({ intent }) => intent.return_url,
  metadata: ({ intent }) => jsonOf(intent.metadata),
  last_payment_error: ({ intent }) => jsonOf(intent.last_payment_error),
  next_action: ({ intent }) => jsonOf(intent.next_action),
  cancellation_reason: ({ intent }) => intent.cancellation_reason,
  canceled_at: ({ intent }) => intent.canceled_at,
  checkout_session_id: ({ intent }) => intent.checkout_session_id,
  client_reference_id: ({ intent }) => intent.client_reference_id,
  customer_id: ({ intent }) => intent.customer_id,
  off_session: ({ intent }) => intent.off_session,
  details: ({ intent }) => jsonOf(intent.details),
  created_at: ({ intent }) => intent.created_at,
};

export function intentColumns(names: readonly IntentName[]): Record<string, LaneColumn<IntentWrite>> {
  return Object.fromEntries(names.map((name) => [name, [INTENT_COLUMNS[name], READ_INTENT[name]]]));
}

/** An intent's column as a select expression; an array travels in a batch as its literal. */
export function intentValue(name: IntentName, table: string): string {
  return name === "payment_method_types" ? `${table}.${name}::text[]` : `${table}.${name}`;
}

export const setFromInput = (names: readonly string[]) =>
  names.map((name) => `${name} = input.${name}`).join(", ");
export const SAME_INTENT =
  "intent.merchant_id = input.merchant_id AND intent.livemode = input.livemode AND intent.id = input.id";
