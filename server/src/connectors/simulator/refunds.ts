import { addMilliseconds, type Clock } from "../../kit/clock.ts";
import { addAmounts } from "../../kit/money.ts";
import { RecentMap } from "../../kit/recent-map.ts";
import type { RefundFailureReason } from "../connector.ts";
import { isLater, type Journal, type JournalRecord, REMEMBERED_RECORDS } from "./journal.ts";
import type { InTurn } from "./turns.ts";

export type RefundAnswer =
  | { kind: "succeeded"; may_fail_until: Date | null }
  | { kind: "pending" }
  | { kind: "failed"; reason: RefundFailureReason }
  | { kind: "canceled" };

export interface RefundOrder {
  readonly refund_id: string;
  /** The reference of the payment whose money goes back. */
  readonly payment: string;
  readonly amount: number;
  readonly currency: string;
  readonly valid_until: Date;
}

type RefundName = Pick<RefundOrder, "refund_id" | "payment">;

/** Where the acquirer gives money back: never more than it took, and once for each refund's id. */
export interface RefundDesk {
  refund(order: RefundOrder): Promise<RefundAnswer>;
  /** The state of a refund. One that it has never heard of is closed, and will be refused from then on. */
  findRefund(refund: RefundName): Promise<RefundAnswer>;
  /** Calls a pending refund off; any other stays what it is. */
  cancelRefund(refund: RefundName): Promise<RefundAnswer>;
  /** What of a payment has not been given back. To be asked in the payment's turn. */
  notGivenBackOf(payment: string): Promise<number>;
}

/** How long a test card's refund takes to end, when it does not end at once. */
const SLOW_REFUND_MS = 30_000;

/**
 * `inTurn` holds what is done to one payment apart; `takenBackOf` answers what its buyer's bank has taken back.
 */
export function createRefundDesk(
  journal: Journal,
  clock: Clock,
  inTurn: InTurn,
  takenBackOf: (payment: string) => Promise<number>,
): RefundDesk {
  const historyOf = createMemory(journal);

  async function record(entry: JournalRecord & { payment: string }): Promise<RefundAnswer> {
    const { refunds } = await historyOf(entry.payment);
    await journal.append(entry);
    refunds.set(entry.reference, entry);
    return answerOf(entry, clock.now());
  }

  async function decide(order: RefundOrder): Promise<RefundAnswer> {
    const now = clock.now();
    if (now > order.valid_until) return { kind: "failed", reason: "processing_error" };
    const { refund_id: reference, payment, amount, currency } = order;
    const history = await historyOf(payment);
    const { taken } = history;
    const taken_back = taken?.is_disputed ? await takenBackOf(payment) : 0;
    const left = addAmounts(notGivenBack(history, now), -taken_back);
    const entry = { at: now.toISOString(), reference, payment, amount, currency, card: taken?.card };
    if (taken?.currency !== currency || amount > left) {
      return record({ ...entry, kind: "refund_refused" });
    }
    if (taken.refunds === undefined) return record({ ...entry, kind: "refunded" });
    const at = addMilliseconds(now, SLOW_REFUND_MS).toISOString();
    return record({ ...entry, kind: "refunded", ending: { kind: taken.refunds, at } });
  }

  async function look({ refund_id: reference, payment }: RefundName): Promise<RefundAnswer> {
    const found = (await historyOf(payment)).refunds.get(reference);
    if (found !== undefined) return answerOf(found, clock.now());
    return record({ at: clock.now().toISOString(), reference, payment, kind: "refund_closed" });
  }

  async function cancel(refund: RefundName): Promise<RefundAnswer> {
    const answer = await look(refund);
    if (answer.kind !== "pending") return answer;
    const { refund_id: reference, payment } = refund;
    return record({ at: clock.now().toISOString(), reference, payment, kind: "refund_canceled" });
  }

  return {
    refund: (order) =>
      inTurn(order.payment, async () => {
        const found = (await historyOf(order.payment)).refunds.get(order.refund_id);
        return found === undefined ? decide(order) : answerOf(found, clock.now());
      }),
    findRefund: (refund) => inTurn(refund.payment, () => look(refund)),
    cancelRefund: (refund) => inTurn(refund.payment, () => cancel(refund)),
    notGivenBackOf: async (payment) => notGivenBack(await historyOf(payment), clock.now()),
  };
}

/** A payment as it was taken, and the latest record of each of its refunds. */
interface History {
  taken: JournalRecord | undefined;
  readonly refunds: Map<string, JournalRecord>;
}

/**
 * What is not in memory is read from the files, once, and from then on kept up with what other processes do. A payment
 * that the journal still remembers has no refunds that were forgotten here, because this memory is the longer one.
 */
function createMemory(journal: Journal) {
  const remembered = new RecentMap<string, History>(2 * REMEMBERED_RECORDS);

  journal.onNews((record) => {
    const { reference, payment } = record;
    if (payment !== undefined) learnRefund(inMemory(payment), record);
    const paid = remembered.get(reference);
    if (paid !== undefined && isLater(record, paid.taken)) paid.taken = record;
  });

  function inMemory(payment: string): History | undefined {
    const known = remembered.get(payment);
    const taken = journal.remembered(payment);
    // Only after a reversal may there be refunds from before the time that the journal remembers.
    if (known === undefined && (taken === undefined || taken.kind === "reversed")) return undefined;
    const history = { taken: taken ?? known?.taken, refunds: known?.refunds ?? new Map() };
    remembered.set(payment, history);
    return history;
  }

  async function read(payment: string): Promise<History> {
    const history: History = { taken: undefined, refunds: new Map() };
    for await (const found of journal.records()) {
      if (found.reference === payment && isLater(found, history.taken)) history.taken = found;
      if (found.payment === payment) learnRefund(history, found);
    }
    remembered.set(payment, history);
    return history;
  }

  return async function historyOf(payment: string): Promise<History> {
    await journal.takeIn();
    return inMemory(payment) ?? read(payment);
  };
}

function learnRefund(history: History | undefined, refund: JournalRecord): void {
  const known = history?.refunds.get(refund.reference);
  if (isLater(refund, known)) history?.refunds.set(refund.reference, refund);
}

/** What has not been given back. A refund that failed, or was called off, counts no more. */
function notGivenBack({ taken, refunds }: History, now: Date): number {
  if (taken?.kind !== "approved" && taken?.kind !== "captured") return 0;
  const counted = [...refunds.values()].filter((refund) =>
    ["succeeded", "pending"].includes(answerOf(refund, now).kind),
  );
  return addAmounts(taken.amount ?? 0, ...counted.map(({ amount = 0 }) => -amount));
}

function answerOf({ kind, ending }: JournalRecord, now: Date): RefundAnswer {
  if (kind === "refund_canceled") return { kind: "canceled" };
  if (kind === "refund_refused") return { kind: "failed", reason: "declined" };
  if (kind !== "refunded") return { kind: "failed", reason: "processing_error" };
  if (ending === undefined) return { kind: "succeeded", may_fail_until: null };
  const ends_at = new Date(ending.at);
  const has_ended = now.getTime() >= ends_at.getTime();
  if (ending.kind === "succeeds_later") {
    return has_ended ? { kind: "succeeded", may_fail_until: null } : { kind: "pending" };
  }
  return has_ended
    ? { kind: "failed", reason: "expired_or_canceled_card" }
    : { kind: "succeeded", may_fail_until: ends_at };
}
