import type { AcquirerAccount } from "./acquirer-account.ts";
import { type Finding, finding } from "./finding.ts";
import type { Evidence } from "./records.ts";

/** Nothing stays open for longer than our patience after the instant from which on its outcome could be known. */
export function checkDeadlines(
  { books, now, patience_ms }: Evidence,
  accounts: ReadonlyMap<string, AcquirerAccount>,
): Finding[] {
  const late = (what: string, { id, status }: { id: string; status: string }, since: string | null) => {
    const is_over = since !== null && Date.parse(since) + patience_ms < now.getTime();
    return is_over
      ? [finding("pending_beyond_deadline", id, `the ${what} is still ${status}, since ${since}`)]
      : [];
  };
  const having = <Each extends { status: string }>(rows: readonly Each[], ...statuses: string[]) =>
    rows.filter(({ status }) => statuses.includes(status));
  const knownFrom = (row: { id: string; created_at: string }) =>
    waitsFor(accounts.get(row.id), row.created_at);
  return [
    ...having(books.attempts, "pending", "processing").flatMap((row) => late("attempt", row, knownFrom(row))),
    ...having(books.attempts, "authorized").flatMap((row) => late("authorisation", row, row.capture_before)),
    ...having(books.modifications, "pending").flatMap((row) => late(row.type, row, row.created_at)),
    ...having(books.refunds, "pending").flatMap((row) => late("refund", row, knownFrom(row))),
  ];
}

/** When the acquirer can tell: later than it was asked, where a bank takes its time; null when the bank never answers. */
function waitsFor(account: AcquirerAccount | undefined, created_at: string): string | null {
  if (account?.last.kind === "debit_pending") return account.last.bank?.at ?? null;
  return account?.last.ending?.at ?? created_at;
}
