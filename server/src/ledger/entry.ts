/**
 * The accounts of a merchant's books. Debits are positive and credits negative, so a balance that we owe somebody is
 * a negative number.
 */
const ACCOUNTS = {
  /** What the acquirer owes for approved payments. */
  acquirer_receivable: "asset",
  /** What is owed to the merchant. */
  merchant_payable: "liability",
  /** Tax collected as Merchant of Record, owed to the authorities. */
  tax_payable: "liability",
} as const;

export type Account = keyof typeof ACCOUNTS;

export interface Posting {
  readonly account: Account;
  readonly amount: number;
}

export interface LedgerEntry {
  /** The id of what the entry records, so that nothing can be posted twice. */
  readonly id: string;
  readonly kind: "payment" | "refund" | "refund_reversal" | "dispute" | "dispute_reversal";
  readonly payment_intent_id: string;
  readonly currency: string;
  readonly postings: readonly Posting[];
}

/** An entry, or an exception: an unbalanced entry is a bug, and the database's own check would refuse it too. */
export function balancedEntry(entry: LedgerEntry): LedgerEntry {
  const sum = entry.postings.reduce((total, posting) => total + posting.amount, 0);
  if (sum !== 0) throw new Error(`Ledger entry ${entry.id} does not balance: its postings sum to ${sum}.`);
  return { ...entry, postings: entry.postings.filter((posting) => posting.amount !== 0) };
}
