import { balancedEntry, type LedgerEntry } from "./entry.ts";
import { type BookedRefund, refundEntry, refundReversalEntry } from "./refund-entry.ts";

/** What a dispute takes back goes the way of a refund: the acquirer pays less, and the merchant is owed less. */
export function disputeEntry(dispute: BookedRefund): LedgerEntry {
  return balancedEntry({ ...refundEntry(dispute), kind: "dispute" });
}

/** Takes the entry of a dispute back that was won. */
export function disputeReversalEntry(dispute: BookedRefund): LedgerEntry {
  return balancedEntry({ ...refundReversalEntry(dispute), kind: "dispute_reversal" });
}
