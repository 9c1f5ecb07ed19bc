import type { DisputeRecord } from "../../src/connectors/simulator/dispute-book.ts";
import type { Backends } from "./backends.ts";

interface DisputeRow {
  readonly reference: string;
  readonly status: string;
  readonly amount: number;
}

/** Before these, nobody outside of the acquirer knows of a dispute. */
const UNTOLD: readonly string[] = ["expected", "dropped"];
const WITHDRAWN: readonly string[] = ["needs_response", "under_review", "lost"];

/** When everything has been read that the acquirer reports, every dispute stands here as it stands there. */
export async function checkDisputes(
  backends: Backends,
  records: readonly DisputeRecord[],
): Promise<string[]> {
  const latest = new Map(records.map((record) => [record.reference, record]));
  const rows = await backends.query<DisputeRow>(
    "SELECT substr(connector_reference, 5) AS reference, status, amount FROM disputes",
  );
  const known = new Map(rows.map((row) => [row.reference, row]));
  return [...latest.values()].flatMap(({ reference, status, amount }) => {
    const row = known.get(reference);
    if (UNTOLD.includes(status)) return row === undefined ? [] : [`disputed_in_vain ${reference}`];
    if (row === undefined) return [`disputed_but_unknown ${reference}: the acquirer says ${status}`];
    if (row.status !== status)
      return [`disputed_otherwise ${reference}: ${row.status} here, and ${status} there`];
    if (!WITHDRAWN.includes(status) || row.amount === amount) return [];
    return [`disputed_otherwise ${reference}: ${row.amount} here, and ${amount} there`];
  });
}
