import type { AcquirerRecord } from "./records.ts";

/** What the acquirer says of one attempt, or of one refund, all of its lines taken together. */
export interface AcquirerAccount {
  readonly reference: string;
  /** The last word; what was said before it is over. */
  readonly last: AcquirerRecord;
  /** How many lines say that money was taken, or given back. */
  readonly times_moved: number;
}

const MOVED: readonly string[] = ["approved", "captured", "refunded"];
const TAKEN: readonly string[] = ["approved", "captured"];

/** By reference, from lines in the order in which they were written. */
export function accountsOf(records: readonly AcquirerRecord[]): Map<string, AcquirerAccount> {
  const accounts = new Map<string, AcquirerAccount>();
  for (const record of records) {
    const { reference } = record;
    const times_moved = (accounts.get(reference)?.times_moved ?? 0) + (MOVED.includes(record.kind) ? 1 : 0);
    accounts.set(reference, { reference, last: record, times_moved });
  }
  return accounts;
}

/** Whether the acquirer has the buyer's money now. */
export function isTaken(account: AcquirerAccount | undefined): boolean {
  return account !== undefined && TAKEN.includes(account.last.kind);
}

/** Whether the acquirer has given a refund's money back, or is about to. Money that came back to us does not count. */
export function isGivenBack(account: AcquirerAccount | undefined, now: Date): boolean {
  if (account?.last.kind !== "refunded") return false;
  const { ending } = account.last;
  return ending?.kind !== "fails_later" || Date.parse(ending.at) > now.getTime();
}
