import { createHmac } from "node:crypto";
import type { Evidence, Reception } from "./records.ts";

/** Everything may be changed: a test says what is wrong by making it wrong. */
type Writable<Value> = Value extends (...args: never[]) => unknown
  ? Value
  : Value extends Date | ReadonlyMap<unknown, unknown>
    ? Value
    : Value extends readonly (infer Each)[]
      ? Writable<Each>[]
      : Value extends object
        ? { -readonly [Key in keyof Value]: Writable<Value[Key]> }
        : Value;

export type WritableEvidence = Writable<Evidence>;

const AT = "2026-01-01T00:00:00.000Z";
export const ENDPOINT = { id: "endpoint", secret: `whsec_${Buffer.from("secret").toString("base64")}` };

/** A webhook about an event, as the endpoint of the example gets it. */
export function reception(event_id: string): Writable<Reception> {
  const body = JSON.stringify({ id: event_id });
  const signature = createHmac("sha256", "secret").update(`${event_id}.1.${body}`).digest("base64");
  const headers = {
    "webhook-id": event_id,
    "webhook-timestamp": "1",
    "webhook-signature": `v1,${signature}`,
  };
  return { endpoint_id: ENDPOINT.id, headers, body, is_acknowledged: true };
}

/**
 * Four orders of which nothing is wrong: `paid` for 1000 of which 300 went back, `captured` for 600 of 1000, `canceled`
 * after the money was kept, and `declined`.
 */
export function soundEvidence(): WritableEvidence {
  const evidence: WritableEvidence = {
    acquirer: [],
    acknowledgements: [],
    books: {
      intents: [],
      attempts: [],
      modifications: [],
      refunds: [],
      disputes: [],
      entries: [],
      events: [],
      endpoints: [{ id: ENDPOINT.id, status: "enabled", api: "onerway", event_types: [], created_at: AT }],
    },
    mailbox: {
      receptions: [],
      secrets: new Map([[ENDPOINT.id, ENDPOINT.secret]]),
      eventIdOf: (id) => id,
    },
    now: new Date("2026-01-01T00:01:00.000Z"),
    patience_ms: 30_000,
  };
  addPaid(evidence);
  addCaptured(evidence);
  addCanceled(evidence);
  addDeclined(evidence);
  return evidence;
}

interface Ended {
  readonly status: string;
  readonly attempt: string;
  readonly received: number;
  readonly is_kept: boolean;
}

/** A payment of 1000 with its attempt, as they ended, and as the client was told. */
function addPayment(evidence: WritableEvidence, order: string, ended: Ended): void {
  const { acknowledgements, books } = evidence;
  const { status, received } = ended;
  const money = { amount: 1000, currency: "USD" };
  books.intents.push({
    id: order,
    order,
    status,
    version: 3,
    ...money,
    amount_received: received,
    amount_refunded: 0,
  });
  books.attempts.push({
    id: `${order}-attempt`,
    payment_intent_id: order,
    status: ended.attempt,
    ...money,
    created_at: AT,
    capture_before: ended.is_kept ? "2026-01-08T00:00:00.000Z" : null,
  });
  if (received > 0) addEntry(evidence, `${order}-attempt`, "payment", received);
  if (ended.is_kept) addEvent(evidence, order, "payment.amount_capturable_updated", 1);
  acknowledgements.push({
    kind: "payment",
    id: order,
    key: order,
    order,
    status,
    amount: 1000,
    amount_received: received,
    is_last_word: true,
  });
}

function addEntry({ books }: WritableEvidence, id: string, kind: string, receivable: number): void {
  books.entries.push({
    id,
    kind,
    payment_intent_id: id.split("-")[0] ?? "",
    currency: "USD",
    accounts: ["acquirer_receivable", "merchant_payable"],
    amounts: [receivable, -receivable],
  });
}

function addEvent(evidence: WritableEvidence, object_id: string, type: string, sequence: number): void {
  const id = `${object_id}-${type}`;
  evidence.books.events.push({ id, type, object_id, sequence, created_at: AT });
  evidence.mailbox?.receptions.push(reception(id));
}

function addPaid(evidence: WritableEvidence): void {
  const { acquirer, acknowledgements, books } = evidence;
  addPayment(evidence, "paid", { status: "succeeded", attempt: "approved", received: 1000, is_kept: false });
  acquirer.push({ reference: "paid-attempt", kind: "approved", amount: 1000 });
  addEvent(evidence, "paid", "payment.succeeded", 2);
  const refund = { id: "paid-refund", status: "succeeded", amount: 300 };
  const payment_intent_id = "paid";
  books.refunds.push({ ...refund, payment_intent_id, currency: "USD", reversal_id: null, created_at: AT });
  for (const intent of books.intents) intent.amount_refunded = 300;
  acquirer.push({ reference: refund.id, kind: "refunded", amount: 300, payment: "paid-attempt" });
  addEntry(evidence, refund.id, "refund", -300);
  addEvent(evidence, refund.id, "refund.created", 1);
  addEvent(evidence, refund.id, "refund.succeeded", 2);
  addEvent(evidence, "paid", "payment.refunded", 3);
  acknowledgements.push({ kind: "refund", ...refund, key: refund.id, order: "paid", is_last_word: true });
}

function addCaptured(evidence: WritableEvidence): void {
  addPayment(evidence, "captured", {
    status: "succeeded",
    attempt: "approved",
    received: 600,
    is_kept: true,
  });
  evidence.acquirer.push(
    { reference: "captured-attempt", kind: "authorized", amount: 1000 },
    { reference: "captured-attempt", kind: "captured", amount: 600 },
  );
  addModification(evidence, "captured", "capture");
  addEvent(evidence, "captured", "payment.succeeded", 2);
}

function addCanceled(evidence: WritableEvidence): void {
  addPayment(evidence, "canceled", { status: "canceled", attempt: "voided", received: 0, is_kept: true });
  evidence.acquirer.push(
    { reference: "canceled-attempt", kind: "authorized", amount: 1000 },
    { reference: "canceled-attempt", kind: "voided", amount: 1000 },
  );
  addModification(evidence, "canceled", "void");
  addEvent(evidence, "canceled", "payment.canceled", 2);
}

function addModification({ books }: WritableEvidence, payment_intent_id: string, type: string): void {
  const id = `${payment_intent_id}-${type}`;
  books.modifications.push({ id, payment_intent_id, type, status: "succeeded", created_at: AT });
}

function addDeclined(evidence: WritableEvidence): void {
  const ended = { status: "requires_payment_method", attempt: "declined", received: 0, is_kept: false };
  addPayment(evidence, "declined", ended);
  evidence.acquirer.push({ reference: "declined-attempt", kind: "declined", amount: 1000 });
  addEvent(evidence, "declined", "payment.failed", 2);
}
