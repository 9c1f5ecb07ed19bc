import { addMilliseconds, type Clock } from "../../kit/clock.ts";
import type { PaymentErrorCode } from "../../kit/errors.ts";
import type { DebitRequest } from "../connector.ts";
import type { TakenPayment } from "./dispute-plan.ts";
import type { Journal, JournalRecord } from "./journal.ts";
import { type AccountBehaviour, behaviourOfAccount } from "./test-accounts.ts";

export type DebitAnswer =
  | { readonly kind: "approved" }
  | { readonly kind: "declined"; readonly code: PaymentErrorCode; readonly decline_code: null }
  | { readonly kind: "processing"; readonly expected_at: Date };

/** How long the simulated bank takes: days in the world, and here as long as somebody may watch. */
const BANK_TAKES_MS = 5_000;
/** When a bank that says nothing is asked again. */
const ASK_AGAIN_MS = 60 * 60 * 1000;

/** Sends a debit to the bank. It is a line in the journal before anybody is told, as every decision is. */
export async function sendDebit(journal: Journal, clock: Clock, request: DebitRequest): Promise<DebitAnswer> {
  const { attempt_id: reference, amount, currency, notice_reference, us_bank_account } = request;
  const now = clock.now();
  const behaviour = behaviourOfAccount(us_bank_account);
  const plans = behaviour.kind === "pay" ? behaviour.disputes : undefined;
  const record: JournalRecord = {
    at: now.toISOString(),
    reference,
    kind: "debit_pending",
    amount,
    currency,
    account: us_bank_account.account_number.slice(-4),
    bank: plannedAnswer(behaviour, addMilliseconds(now, BANK_TAKES_MS)),
    ...(plans !== undefined && { disputes: { notice_reference, plans } }),
  };
  await journal.append(record);
  return { kind: "processing", expected_at: expectedAt(record, now) };
}

function plannedAnswer(behaviour: AccountBehaviour, at: Date): JournalRecord["bank"] {
  switch (behaviour.kind) {
    case "pay":
      return { answer: "paid", at: at.toISOString() };
    case "refuse":
      return { answer: { code: behaviour.code }, at: at.toISOString() };
    case "keep_waiting":
      return null;
  }
}

/**
 * What the bank has said of a pending debit. When its time has come, that becomes the journal's word too. To be called
 * in the reference's turn, so that it is written once. `expectDisputes` is told what was paid that will be disputed.
 */
export async function askBank(
  journal: Journal,
  clock: Clock,
  pending: JournalRecord,
  expectDisputes: (payment: TakenPayment) => Promise<void>,
): Promise<DebitAnswer> {
  const now = clock.now();
  const expected_at = expectedAt(pending, now);
  if (!pending.bank || now < expected_at) return { kind: "processing", expected_at };
  const { reference, amount = 0, currency, account, bank, disputes } = pending;
  const said = { at: now.toISOString(), reference, amount, currency, account };
  if (bank.answer === "paid") {
    // A bank takes its time to give money back, too.
    const approved = { ...said, kind: "approved", refunds: "succeeds_later" } as const;
    await journal.append(disputes === undefined ? approved : { ...approved, is_disputed: true });
    if (disputes !== undefined) await expectDisputes({ ...disputes, payment: reference, amount });
    return { kind: "approved" };
  }
  const code = bank.answer.code as PaymentErrorCode;
  await journal.append({ ...said, kind: "declined", code, decline_code: null });
  return { kind: "declined", code, decline_code: null };
}

function expectedAt({ bank }: JournalRecord, now: Date): Date {
  return bank ? new Date(bank.at) : addMilliseconds(now, ASK_AGAIN_MS);
}
