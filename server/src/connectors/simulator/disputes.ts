import { addMilliseconds, type Clock } from "../../kit/clock.ts";
import { addAmounts, allocate } from "../../kit/money.ts";
import type { DisputeAnswer, DisputeStatus } from "../dispute-desk.ts";
import { createDisputeBook, type DisputeRecord } from "./dispute-book.ts";
import type { DisputePlan, TakenPayment } from "./dispute-plan.ts";
import type { Journal } from "./journal.ts";
import type { InTurn } from "./turns.ts";

/** What the acquirer's customers are told of. */
export type ToldDispute = DisputeRecord & { readonly status: DisputeStatus | "fraud_warning" };

/** The bank of the buyers who dispute what they paid. */
export interface SimulatedDisputes {
  /** The buyers of a payment that has just been taken will dispute it, each a part of it, one after the other. */
  expect(payment: TakenPayment): Promise<void>;
  /** What has been taken back of a payment by now. To be asked in the payment's turn. */
  takenBackOf(payment: string): Promise<number>;
  /** How disputes stand that have changed after a stamp, in the order of the changes. */
  disputesSince(stamp: number): Promise<ToldDispute[]>;
  submitEvidence(answer: DisputeAnswer): Promise<void>;
  acceptDispute(reference: string): Promise<void>;
}

/** How long after the payment its buyer disputes it, and each further one after the one before. */
const UNTIL_DISPUTED_MS = 3_000;
/** How long the bank takes to decide on evidence. */
const UNTIL_DECIDED_MS = 3_000;
const UNTIL_DUE_MS = 7 * 24 * 60 * 60 * 1000;

const REPORTS_AT_ONCE = 100;

/** While it is so, the buyer's bank has the money. */
const TAKEN_BACK: readonly DisputeRecord["status"][] = ["needs_response", "under_review", "lost"];

/** `notGivenBackOf` answers what of a payment was not refunded; `inTurn` holds apart what is done to it. */
export function createSimulatedDisputes(
  journal: Journal<DisputeRecord>,
  clock: Clock,
  inTurn: InTurn,
  notGivenBackOf: (payment: string) => Promise<number>,
): SimulatedDisputes {
  const book = createDisputeBook(journal, clock);

  const isDue = ({ next }: DisputeRecord) => next !== null && Date.parse(next.at) <= clock.now().getTime();

  /** Carries out what has become of a payment's disputes by themselves, and no other process has carried out yet. */
  async function catchUp(payment: string): Promise<void> {
    await book.refresh();
    for (let record of book.ofPayment(payment)) {
      while (isDue(record)) record = await book.write(await follow(record));
    }
  }

  async function follow(record: DisputeRecord): Promise<DisputeRecord> {
    if (record.next === null) return record;
    const { status, at } = record.next;
    const asks = status === "needs_response" || status === "warning_needs_response";
    if (!asks) return { ...record, status, next: null };
    // Nobody gets back more than is left: what was refunded meanwhile is not disputed any more.
    const left = addAmounts(await notGivenBackOf(record.payment), -takenBack(book.ofPayment(record.payment)));
    const amount = Math.min(record.amount, left);
    if (amount === 0) return { ...record, status: giveUp(record), next: null };
    const due_by = addMilliseconds(new Date(at), UNTIL_DUE_MS).toISOString();
    // Silence loses a dispute, and makes an inquiry one.
    const unanswered = status === "needs_response" ? "lost" : "needs_response";
    return { ...record, status, amount, due_by, next: { status: unanswered, at: due_by } };
  }

  /** Changes a dispute that still waits for an answer; any other stays as it is. */
  async function respond(reference: string, change: (record: DisputeRecord) => DisputeRecord): Promise<void> {
    await book.refresh();
    const found = book.find(reference);
    if (found === undefined) throw new Error(`The acquirer knows no dispute ${reference}.`);
    await inTurn(found.payment, async () => {
      await catchUp(found.payment);
      const current = book.find(reference);
      if (current?.status === "needs_response" || current?.status === "warning_needs_response") {
        await book.write(change(current));
      }
    });
  }

  return {
    async expect({ payment, notice_reference, amount, plans }) {
      const shares = allocate(
        amount,
        plans.map(() => 1),
      );
      for (const [index, plan] of plans.entries()) {
        const { reason, is_inquiry = false } = plan;
        const at = addMilliseconds(clock.now(), (index + 1) * UNTIL_DISPUTED_MS).toISOString();
        const next = { status: beginningOf(plan), at };
        const reference = `${payment}_dispute_${index + 1}`;
        const of = { reference, payment, notice_reference, amount: shares[index] ?? 0, reason, is_inquiry };
        await book.add({ ...of, status: "expected", due_by: at, next });
      }
    },
    async takenBackOf(payment) {
      await catchUp(payment);
      return takenBack(book.ofPayment(payment));
    },
    async disputesSince(stamp) {
      await book.refresh();
      const due = new Set([...book.all()].filter(isDue).map(({ payment }) => payment));
      for (const payment of due) await inTurn(payment, () => catchUp(payment));
      return [...book.all()]
        .filter((record): record is ToldDispute => record.stamp > stamp && isTold(record))
        .sort((left, right) => left.stamp - right.stamp)
        .slice(0, REPORTS_AT_ONCE);
    },
    submitEvidence: ({ reference, evidence }) =>
      respond(reference, (record) => {
        const at = addMilliseconds(clock.now(), UNTIL_DECIDED_MS).toISOString();
        const next = { status: verdict(record, Object.values(evidence).join("\n")), at };
        const is_warning = record.status === "warning_needs_response";
        return { ...record, status: is_warning ? "warning_under_review" : "under_review", next };
      }),
    acceptDispute: (reference) => respond(reference, (record) => ({ ...record, status: "lost", next: null })),
  };
}

function beginningOf({ is_inquiry, is_warning }: DisputePlan): DisputeStatus | "fraud_warning" {
  if (is_warning) return "fraud_warning";
  return is_inquiry ? "warning_needs_response" : "needs_response";
}

function takenBack(records: readonly DisputeRecord[]): number {
  const standing = records.filter(({ status }) => TAKEN_BACK.includes(status));
  return addAmounts(...standing.map(({ amount }) => amount));
}

function isTold({ status }: DisputeRecord): boolean {
  return status !== "expected" && status !== "dropped";
}

/** What becomes of a dispute about nothing. */
function giveUp({ status }: DisputeRecord): "dropped" | "warning_closed" {
  return status === "expected" ? "dropped" : "warning_closed";
}

/** Evidence convinces the bank, unless it says that it will not. */
function verdict({ status }: DisputeRecord, evidence: string): DisputeStatus {
  const is_lost = /losing_evidence|escalate_inquiry_evidence/.test(evidence);
  if (status === "warning_needs_response") return is_lost ? "needs_response" : "warning_closed";
  return is_lost ? "lost" : "won";
}
