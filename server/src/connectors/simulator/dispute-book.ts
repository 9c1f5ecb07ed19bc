import type { Clock } from "../../kit/clock.ts";
import type { DisputeReason, DisputeStatus } from "../dispute-desk.ts";
import type { Journal } from "./journal.ts";
import { createTurns } from "./turns.ts";

/** How a dispute stands at the acquirer: one line of its journal of disputes. */
export interface DisputeRecord {
  readonly reference: string;
  /** The time of writing in milliseconds. Of opened disputes no two records have the same: they are told in this order. */
  readonly stamp: number;
  /** The reference of the disputed payment. */
  readonly payment: string;
  readonly notice_reference: string;
  /**
   * `expected`: the buyer has not disputed yet. `dropped`: there was nothing left to dispute. `fraud_warning`: it is no
   * dispute, and never becomes one.
   */
  readonly status: DisputeStatus | "expected" | "dropped" | "fraud_warning";
  readonly is_inquiry: boolean;
  readonly amount: number;
  readonly reason: DisputeReason;
  readonly due_by: string;
  /** What becomes of it by itself, and when. */
  readonly next: { readonly status: DisputeStatus | "fraud_warning"; readonly at: string } | null;
}

/** All disputes at the acquirer, also those that other processes on the same journal have written. */
export interface DisputeBook {
  /** Reads what other processes have added since. */
  refresh(): Promise<void>;
  find(reference: string): DisputeRecord | undefined;
  ofPayment(payment: string): DisputeRecord[];
  all(): Iterable<DisputeRecord>;
  /** Adds a dispute that nobody is told of yet: neither another process nor a file is asked. */
  add(record: Omit<DisputeRecord, "stamp">): Promise<DisputeRecord>;
  /** Writes after everything that any process has written: whoever has been told of later ones would miss it. */
  write(record: Omit<DisputeRecord, "stamp">): Promise<DisputeRecord>;
}

/** The turn in which stamps are given. */
const STAMPS = "stamps";

export function createDisputeBook(journal: Journal<DisputeRecord>, clock: Clock): DisputeBook {
  // Only cards that stand for disputes get here, so there is room for all of them.
  const latest = new Map<string, DisputeRecord>();
  const references = new Map<string, Set<string>>();
  const inTurn = createTurns(journal.lock);
  let last_stamp = 0;

  function learn(record: DisputeRecord): void {
    last_stamp = Math.max(last_stamp, record.stamp);
    const known = latest.get(record.reference);
    if (known !== undefined && known.stamp >= record.stamp) return;
    latest.set(record.reference, record);
    const of_payment = references.get(record.payment) ?? new Set();
    references.set(record.payment, of_payment.add(record.reference));
  }

  journal.onNews(learn);

  async function add(entry: Omit<DisputeRecord, "stamp">): Promise<DisputeRecord> {
    const record = { ...entry, stamp: Math.max(clock.now().getTime(), last_stamp + 1) };
    learn(record);
    await journal.append(record);
    return record;
  }

  return {
    refresh: () => journal.takeIn(),
    find: (reference) => latest.get(reference),
    ofPayment: (payment) =>
      [...(references.get(payment) ?? [])].flatMap((reference) => latest.get(reference) ?? []),
    all: () => latest.values(),
    add,
    write: (entry) =>
      inTurn(STAMPS, async () => {
        await journal.takeIn();
        return add(entry);
      }),
  };
}
