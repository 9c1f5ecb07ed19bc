/** A deliberate mistake in the core: a text of one file that is replaced by another. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const CORE = "server/src/core";

/** Mistakes that somebody could make, and that no type and no happy path would notice. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: "settle does not look again whether the payment still waits for this attempt",
    file: `${CORE}/payments/attempts/settle.ts`,
    from: "if (!isOpen(current, attempt)) {",
    to: "if (current.payment_attempt_id !== attempt.id) {",
  },
  {
    name: "an unknown authorisation is taken for declined",
    file: `${CORE}/payments/attempts/authorize.ts`,
    from: "const said = await askProcessor(core, scope, open, exchange.test_scenario ?? null);",
    to: `const heard = await askProcessor(core, scope, open, exchange.test_scenario ?? null);
  const failed = { kind: "declined", reference: null, code: "processing_error", decline_code: null } as const;
  const said = heard.kind === "unknown" ? failed : heard;`,
  },
  {
    name: "another card is tried while the buyer can still authenticate the first",
    file: `${CORE}/payments/confirm.ts`,
    from: "const current = await endOpenChallenge(core, scope, found);",
    to: 'const current = found.status === "requires_action" ? { ...found, status: "requires_confirmation" as const } : found;',
  },
  {
    name: "a payment is canceled without giving up its challenge",
    file: `${CORE}/payments/payment-intent.ts`,
    from: 'requires_action: ["processing", "requires_payment_method", "requires_capture", "succeeded"],',
    to: 'requires_action: ["processing", "requires_payment_method", "requires_capture", "succeeded", "canceled"],',
  },
  {
    name: "an unknown capture is taken for done",
    file: `${CORE}/payments/modifications/modify.ts`,
    from: "const outcome = await askProcessor(core, opened);",
    to: `const heard = await askProcessor(core, opened);
  const outcome = heard.kind === "unknown" ? ({ kind: "captured", reference: "" } as const) : heard;`,
  },
  {
    name: "a capture may arrive at any time later",
    file: `${CORE}/payments/modifications/ask.ts`,
    from: "const valid_until = addMilliseconds(created_at, connector.timeout_ms);",
    to: "const valid_until = addMilliseconds(created_at, 1_000 * connector.timeout_ms);",
  },
  {
    name: "a capture is settled without the payment's lock",
    file: `${CORE}/payments/modifications/settle.ts`,
    from: 'import { lockIntent, updateIntent } from "../store.ts";',
    to: 'import { findIntent as lockIntent, updateIntent } from "../store.ts";',
  },
  {
    name: "a capture's answer is kept before the outcome is known",
    file: `${CORE}/payments/modifications/settle.ts`,
    from: 'if (answer === undefined || !exchange?.idempotency || current.modification.status === "pending")',
    to: "if (answer === undefined || !exchange?.idempotency)",
  },
  {
    name: "a refund is accepted without the payment's lock",
    file: `${CORE}/refunds/create.ts`,
    from: 'import { lockIntent, updateIntent } from "../payments/store.ts";',
    to: 'import { findIntent as lockIntent, updateIntent } from "../payments/store.ts";',
  },
  {
    name: "what a dispute has taken is refunded as well",
    file: `${CORE}/refunds/create.ts`,
    from: "addAmounts(amount_received, -amount_refunded, -amount_withdrawn)",
    to: "addAmounts(amount_received, -amount_refunded)",
  },
  {
    name: "a refund's key is not reserved with the refund",
    file: `${CORE}/refunds/create.ts`,
    from: 'if (!is_free) return "key_taken";',
    to: "void is_free;",
  },
  {
    name: "an unknown refund is taken for failed",
    file: `${CORE}/refunds/create.ts`,
    from: "const outcome = await askProcessor(core, opened, exchange.test_scenario ?? null);",
    to: `const heard = await askProcessor(core, opened, exchange.test_scenario ?? null);
  const failed = { kind: "failed", reference: null, reason: "processing_error" } as const;
  const outcome = heard.kind === "unknown" ? failed : heard;`,
  },
  {
    name: "a refund is settled without the payment's lock",
    file: `${CORE}/refunds/settle.ts`,
    from: 'import { lockIntent, updateIntent } from "../payments/store.ts";',
    to: 'import { findIntent as lockIntent, updateIntent } from "../payments/store.ts";',
  },
  {
    name: "a key's answer is overwritten by a later one",
    file: `${CORE}/idempotency/store.ts`,
    from: " AND response_status IS NULL RETURNING 1`;",
    to: " RETURNING 1`;",
  },
  {
    name: "a repeated request is told how things stand instead of what was said",
    file: `${CORE}/idempotency/answer-once.ts`,
    from: "if (answered !== undefined) return answered;",
    to: "if (answered !== undefined && reconstruct === undefined) return answered;",
  },
  {
    name: "a dispute of money that we have not heard of yet is forgotten",
    file: `${CORE}/disputes/watch.ts`,
    from: 'const UNDECIDED: readonly AttemptStatus[] = ["pending", "processing", "authorized"];',
    to: 'const UNDECIDED: readonly AttemptStatus[] = ["pending"];',
  },
  {
    name: "reports of disputes are noted as read before they are",
    file: `${CORE}/disputes/watch.ts`,
    from: "  let read = 0;",
    to: `  const end = reports.at(-1);
  if (end !== undefined) await writePosition(core.db, connector.name, end.position);
  let read = 0;`,
  },
];
