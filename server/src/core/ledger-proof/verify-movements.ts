import type { Booking } from "./booking.ts";
import type { NewFinding } from "./finding.ts";
import { type BooksProof, PAGE_ROWS } from "./proof.ts";
import { findPageEnd, findUnbooked, findUnfounded, type IdRange, SOURCES } from "./store.ts";

/** Whether everything that happened is booked, and payments that say that they were paid were paid. */
export async function verifyMovements(proof: BooksProof): Promise<void> {
  const { snapshot, scope, findings } = proof;
  for (const source of SOURCES) {
    for await (const range of rangesOf(proof, source)) {
      const unbooked = await findUnbooked(snapshot, scope, source, range);
      for (const booking of unbooked) findings.add({ ...scope, ...missing(booking) });
    }
  }
  for await (const range of rangesOf(proof, "payment_intents")) {
    for (const payment_intent_id of await findUnfounded(snapshot, scope, range)) {
      const explanation = "It is succeeded, but no attempt of it was approved.";
      findings.add({ ...scope, problem: "contradiction", payment_intent_id, explanation });
    }
  }
}

function missing(booking: Booking): Omit<NewFinding, "merchant_id" | "livemode"> {
  const { id: entry_id, kind, payment_intent_id, currency, amount, tax_amount } = booking;
  const tax = tax_amount === 0 ? "" : ` (with ${tax_amount} of tax)`;
  const explanation = `A ${kind} of ${amount} ${currency}${tax} has happened, and is not booked.`;
  return { problem: "missing", entry_id, payment_intent_id, explanation };
}

/** A table cut into stretches of ids, so that no statement takes long. */
async function* rangesOf(
  { snapshot, scope, onProgress }: BooksProof,
  table: Parameters<typeof findPageEnd>[2],
): AsyncGenerator<IdRange> {
  let after_id: string | null = null;
  do {
    const up_to_id: string | null = await findPageEnd(snapshot, scope, table, after_id, PAGE_ROWS);
    yield { after_id, up_to_id };
    if (up_to_id !== null) onProgress(PAGE_ROWS);
    after_id = up_to_id;
  } while (after_id !== null);
}
