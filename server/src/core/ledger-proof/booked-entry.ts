import type { Scope } from "../../kit/scope.ts";
import { type Booking, contradictionOf, expectedPostings } from "./booking.ts";
import type { NewFinding } from "./finding.ts";

/** An entry as it stands in the ledger, beside what its seal says of it. */
export interface BookedEntry {
  readonly id: string;
  readonly kind: string;
  readonly payment_intent_id: string;
  readonly currency: string;
  readonly accounts: readonly string[];
  readonly amounts: readonly number[];
  /** Of what it says now. */
  readonly hash: Buffer;
  /** Null when it waits to be sealed. */
  readonly sealed: { readonly sequence: number; readonly hash: Buffer } | null;
}

/** Pure: what is wrong with an entry, given what happened under its id. */
export function judgeEntry(scope: Scope, entry: BookedEntry, booking: Booking | undefined): NewFinding[] {
  const found = (problem: NewFinding["problem"], explanation: string): NewFinding => ({
    ...scope,
    problem,
    explanation,
    entry_id: entry.id,
    payment_intent_id: entry.payment_intent_id,
    seal_sequence: entry.sealed?.sequence ?? null,
  });
  const findings: NewFinding[] = [];
  if (entry.sealed !== null && !entry.sealed.hash.equals(entry.hash)) {
    findings.push(found("tampered", "It was changed after it had been sealed."));
  }
  const sum = entry.amounts.reduce((total, amount) => total + amount, 0);
  if (sum !== 0) findings.push(found("unbalanced", `Its postings sum to ${sum}.`));
  if (booking === undefined) return findings;
  const difference = differenceOf(entry, booking);
  if (difference !== undefined) findings.push(found("wrong", difference));
  const contradiction = contradictionOf(booking);
  if (contradiction !== undefined) findings.push(found("contradiction", contradiction));
  return findings;
}

/** Whether an entry books just what a movement is, whatever its id. */
export function isSameMovement(entry: BookedEntry, booking: Booking): boolean {
  return booked(entry) === expected(booking);
}

function differenceOf(entry: BookedEntry, booking: Booking): string | undefined {
  if (!isSameMovement(entry, booking))
    return `It books ${booked(entry)}, but what happened is ${expected(booking)}.`;
  if (entry.payment_intent_id === booking.payment_intent_id) return undefined;
  return "It names another payment than the one that it belongs to.";
}

function booked(entry: BookedEntry): string {
  return `${entry.currency} ${describe(postingsOf(entry))}`;
}

function expected(booking: Booking): string {
  return `${booking.currency} ${describe(expectedPostings(booking))}`;
}

function postingsOf({ accounts, amounts }: BookedEntry): Map<string, number> {
  const postings = new Map<string, number>();
  for (const [index, account] of accounts.entries()) {
    postings.set(account, (postings.get(account) ?? 0) + (amounts[index] ?? 0));
  }
  return postings;
}

function describe(postings: Map<string, number>): string {
  const sorted = [...postings].sort(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([account, amount]) => `${account} ${amount}`).join(", ");
}
