import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../test/support/fixed-seed.ts";
import { attemptOf, intentWith } from "../../../test/support/intents.ts";
import type { CaptureOutcome, LookupOutcome } from "../../connectors/connector.ts";
import type { LedgerEntry } from "../../ledger/entry.ts";
import { applyOutcome as applyAttemptOutcome } from "./attempts/apply-outcome.ts";
import { applyOutcome as applyModificationOutcome } from "./modifications/apply-outcome.ts";
import type { Modification } from "./modifications/modification.ts";
import { mayBecome, type PaymentIntent } from "./payment-intent.ts";

const NOW = new Date(0);
const reference = "sim_1";

const processing = intentWith({ amount: 1, created_at: NOW });
const pending = attemptOf(processing);

type Known<Outcome> = Exclude<Outcome, { kind: "unknown" }>;

const attempt_outcome = fc.constantFrom<Known<LookupOutcome>>(
  { kind: "approved", reference },
  { kind: "declined", reference, code: "card_declined", decline_code: "lost_card" },
  { kind: "needs_action", reference, challenge_url: "https://bank.example" },
  { kind: "processing", reference, expected_at: NOW },
  { kind: "closed" },
);

const modification_outcome = fc.constantFrom<Known<CaptureOutcome>>(
  { kind: "captured", reference },
  { kind: "voided", reference },
  { kind: "refused", reference },
);

const payment = fc.integer({ min: 1, max: 99_999_999 }).chain((amount) =>
  fc.record({
    amount: fc.constant(amount),
    tax_amount: fc.nat({ max: amount }),
    captured: fc.integer({ min: 1, max: amount }),
  }),
);

/** Whether one step of a payment is one that the table knows, and books exactly what it received. */
function expectStep(from: PaymentIntent, to: PaymentIntent, entry: LedgerEntry | null): void {
  expect(to.version).toBe(from.version + 1);
  if (to.status !== from.status) expect(mayBecome(from.status, to.status)).toBe(true);
  expect(entry !== null).toBe(to.status === "succeeded");
  const postings = entry?.postings ?? [];
  expect(postings.reduce((sum, posting) => sum + posting.amount, 0)).toBe(0);
  const receivable = postings.find(({ account }) => account === "acquirer_receivable")?.amount ?? 0;
  expect(receivable).toBe(to.amount_received);
  expect(to.tax_amount).toBeLessThanOrEqual(to.status === "succeeded" ? to.amount_received : to.amount);
}

test("whatever a processor says of an attempt, the payment goes a way that the table knows, and books what it got", () => {
  fc.assert(
    fc.property(payment, attempt_outcome, fc.boolean(), ({ amount, tax_amount }, outcome, is_manual) => {
      const from = { ...processing, amount, tax_amount };
      const known = is_manual ? { capture_before: NOW } : {};
      const next = applyAttemptOutcome(from, { ...pending, amount }, outcome, known);
      expectStep(from, next.intent, next.entry);
      expect(next.intent.amount_received).toBe(next.intent.status === "succeeded" ? amount : 0);
    }),
  );
});

test("whatever a processor says of captures and voids, and how often, an authorised payment ends once", () => {
  fc.assert(
    fc.property(
      payment,
      fc.constantFrom("capture" as const, "void" as const),
      fc.array(modification_outcome, { minLength: 1, maxLength: 5 }),
      ({ amount, tax_amount, captured }, type, outcomes) => {
        const modification: Modification = {
          ...pending,
          payment_attempt_id: pending.id,
          type,
          status: "pending",
          amount: type === "capture" ? captured : amount,
          cancellation_reason: null,
        };
        let current = {
          intent: { ...processing, status: "requires_capture", amount, tax_amount } as PaymentIntent,
          modification,
        };
        let ends = 0;
        for (const outcome of outcomes) {
          const change = applyModificationOutcome(current, outcome, NOW);
          if (change === undefined) continue;
          if (change.payment !== undefined) {
            ends += 1;
            expectStep(current.intent, change.payment.intent, change.payment.entry);
          }
          current = {
            intent: change.payment?.intent ?? current.intent,
            modification: change.modification,
          };
        }
        expect(ends).toBe(outcomes[0]?.kind === "refused" ? 0 : 1);
        expect(current.modification.status).not.toBe("pending");
      },
    ),
  );
});
