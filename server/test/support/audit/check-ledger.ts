import type { Books, EntryRow } from "./books.ts";
import { type Finding, finding } from "./finding.ts";
import type { Evidence } from "./records.ts";

/** What an entry has to say: it changes by so much what the acquirer owes us. */
interface Expected {
  readonly kind: string;
  readonly currency: string;
  readonly receivable: number;
}

/** Every movement of money is one entry, and every entry balances. */
export function checkLedger({ books }: Evidence): Finding[] {
  const expected = expectEntries(books);
  const posted = new Map<string, EntryRow>();
  const findings = books.entries.flatMap((entry) => {
    const is_second = posted.has(entry.id);
    posted.set(entry.id, entry);
    return [
      ...(is_second ? [finding("entry_doubled", entry.id, "is booked twice")] : []),
      ...checkEntry(entry, expected.get(entry.id)),
    ];
  });
  for (const [id, { kind, receivable }] of expected) {
    if (!posted.has(id))
      findings.push(finding("entry_missing", id, `a ${kind} of ${receivable} is not booked`));
  }
  return findings;
}

function expectEntries({ intents, attempts, refunds, disputes }: Books): Map<string, Expected> {
  const received = new Map(intents.map(({ id, amount_received }) => [id, amount_received]));
  const expected = new Map<string, Expected>();
  for (const { id, status, payment_intent_id, currency } of attempts) {
    const receivable = received.get(payment_intent_id) ?? 0;
    if (status === "approved") expected.set(id, { kind: "payment", currency, receivable });
  }
  for (const { id, status, amount, currency, reversal_id } of refunds) {
    if (status === "succeeded" || reversal_id !== null) {
      expected.set(id, { kind: "refund", currency, receivable: -amount });
    }
    if (reversal_id !== null) {
      expected.set(reversal_id, { kind: "refund_reversal", currency, receivable: amount });
    }
  }
  for (const { id, status, amount, currency, reinstatement_id } of disputes) {
    if (!status.startsWith("warning")) expected.set(id, { kind: "dispute", currency, receivable: -amount });
    if (reinstatement_id !== null) {
      expected.set(reinstatement_id, { kind: "dispute_reversal", currency, receivable: amount });
    }
  }
  return expected;
}

function checkEntry(entry: EntryRow, expected: Expected | undefined): Finding[] {
  const { id, kind, currency, accounts, amounts } = entry;
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  if (sum !== 0 || accounts.length !== amounts.length) {
    return [finding("entry_unbalanced", id, `its ${accounts.length} accounts sum to ${sum}`)];
  }
  // The same movement under another name is a second entry of it.
  if (expected === undefined)
    return [finding("entry_doubled", id, `a ${kind} is booked that nothing else knows`)];
  const receivable = amounts[accounts.indexOf("acquirer_receivable")] ?? 0;
  if (kind === expected.kind && currency === expected.currency && receivable === expected.receivable)
    return [];
  const text = `${kind} of ${receivable} ${currency} instead of ${expected.kind} of ${expected.receivable} ${expected.currency}`;
  return [finding("entry_wrong", id, text)];
}
