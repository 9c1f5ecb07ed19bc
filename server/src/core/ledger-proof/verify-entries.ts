import { type BookedEntry, isSameMovement, judgeEntry } from "./booked-entry.ts";
import type { Booking, BookingKind } from "./booking.ts";
import { pagesOf } from "./pages.ts";
import { type BooksProof, PAGE_ROWS } from "./proof.ts";
import { findBookings, findBookingsOfPayment, findEntries, isBookingKind } from "./store.ts";

/** What each account holds, by currency. Debits are positive. */
export type Balances = Record<string, Record<string, number>>;

export interface EntriesReport {
  readonly entries: number;
  /** Entries that wait to be sealed. */
  readonly unsealed: number;
  readonly balances: Balances;
}

/** Whether each entry is as it was sealed, sums to zero, and is what has happened. */
export async function verifyEntries(proof: BooksProof): Promise<EntriesReport> {
  const { snapshot, scope, findings, onProgress } = proof;
  const balances: Balances = {};
  let [entries, unsealed] = [0, 0];
  const pages = pagesOf<BookedEntry>(
    (last, limit) => findEntries(snapshot, scope, last?.id ?? null, limit),
    PAGE_ROWS,
  );
  for await (const page of pages) {
    const bookings = await bookingsOf(proof, page);
    for (const entry of page) {
      const booking = bookings.get(`${entry.kind} ${entry.id}`);
      for (const finding of judgeEntry(scope, entry, booking)) findings.add(finding);
      if (booking === undefined) await addUnfounded(proof, entry);
      if (entry.sealed === null) unsealed += 1;
      addToBalances(balances, entry);
    }
    entries += page.length;
    onProgress(page.length);
  }
  return { entries, unsealed, balances };
}

async function bookingsOf(
  { snapshot, scope }: BooksProof,
  page: readonly BookedEntry[],
): Promise<Map<string, Booking>> {
  const by_kind = new Map<BookingKind, BookedEntry[]>();
  for (const entry of page) {
    if (!isBookingKind(entry.kind)) continue;
    const entries = by_kind.get(entry.kind);
    if (entries === undefined) by_kind.set(entry.kind, [entry]);
    else entries.push(entry);
  }
  const bookings = new Map<string, Booking>();
  for (const [kind, entries] of by_kind) {
    const found = await findBookings(snapshot, scope, kind, entries);
    for (const booking of found) bookings.set(`${kind} ${booking.id}`, booking);
  }
  return bookings;
}

/** An entry that nothing accounts for: the second one of something, or of nothing at all. */
async function addUnfounded({ snapshot, scope, findings }: BooksProof, entry: BookedEntry): Promise<void> {
  const { id: entry_id, kind, payment_intent_id } = entry;
  const movements = isBookingKind(kind)
    ? await findBookingsOfPayment(snapshot, scope, kind, payment_intent_id)
    : [];
  const first = movements.find((booking) => kind === "payment" || isSameMovement(entry, booking));
  findings.add({
    ...scope,
    entry_id,
    payment_intent_id,
    seal_sequence: entry.sealed?.sequence ?? null,
    problem: first === undefined ? "orphan" : "doubled",
    explanation:
      first === undefined
        ? `It books a ${kind} that has not happened.`
        : `It books a ${kind} of this payment once more: the entry of that is ${first.id}.`,
  });
}

function addToBalances(balances: Balances, { currency, accounts, amounts }: BookedEntry): void {
  balances[currency] ??= {};
  const of_currency = balances[currency];
  for (const [index, account] of accounts.entries()) {
    of_currency[account] = (of_currency[account] ?? 0) + (amounts[index] ?? 0);
  }
}
