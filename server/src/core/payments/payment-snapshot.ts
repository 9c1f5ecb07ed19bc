import type { PaymentIntent } from "./payment-intent.ts";

/**
 * An intent as its events keep it: JSON without what is null, which is half of most intents. It is put together by hand,
 * because every payment makes one, and half of `JSON.stringify`'s work is to look for what need not be escaped in names,
 * ids and words of ours.
 */
export function writeSnapshot(intent: PaymentIntent): string {
  return (
    `{"id":"${intent.id}","version":${intent.version},"status":"${intent.status}","amount":${intent.amount}` +
    `,"amount_received":${intent.amount_received},"amount_refunded":${intent.amount_refunded}` +
    `,"tax_amount":${intent.tax_amount},"currency":"${intent.currency}","capture_method":"${intent.capture_method}"` +
    `,"payment_method_types":${JSON.stringify(intent.payment_method_types)}` +
    ours("payment_method_id", intent.payment_method_id) +
    ours("payment_attempt_id", intent.payment_attempt_id) +
    theirs("description", intent.description) +
    theirs("receipt_email", intent.receipt_email) +
    theirs("return_url", intent.return_url) +
    theirs("metadata", intent.metadata) +
    theirs("last_payment_error", intent.last_payment_error) +
    theirs("next_action", intent.next_action) +
    ours("cancellation_reason", intent.cancellation_reason) +
    theirs("canceled_at", intent.canceled_at) +
    ours("checkout_session_id", intent.checkout_session_id) +
    theirs("client_reference_id", intent.client_reference_id) +
    ours("customer_id", intent.customer_id) +
    `,"off_session":${intent.off_session}` +
    theirs("details", intent.details) +
    `,"created_at":"${intent.created_at.toISOString()}"}`
  );
}

/** An id or a word of ours, in which nothing needs to be escaped. */
function ours(name: string, value: string | null): string {
  return value === null ? "" : `,"${name}":"${value}"`;
}

/** What others may have written, or an object. */
function theirs(name: string, value: string | object | null): string {
  return value === null ? "" : `,"${name}":${JSON.stringify(value)}`;
}

/** What a snapshot leaves out when it is null; in older ones it is there, or did not exist yet. */
const ABSENT = {
  payment_method_id: null,
  payment_attempt_id: null,
  description: null,
  receipt_email: null,
  return_url: null,
  last_payment_error: null,
  next_action: null,
  cancellation_reason: null,
  checkout_session_id: null,
  client_reference_id: null,
  customer_id: null,
  details: null,
  off_session: false,
  // All money was taken at once when that was not said.
  capture_method: "automatic",
} as const;

/** An event's snapshot, read back as the record that it was. */
export function reviveIntent(snapshot: string): PaymentIntent {
  const record = JSON.parse(snapshot) as PaymentIntent & { created_at: string; canceled_at?: string | null };
  return {
    ...ABSENT,
    ...record,
    created_at: new Date(record.created_at),
    canceled_at: record.canceled_at == null ? null : new Date(record.canceled_at),
  };
}
