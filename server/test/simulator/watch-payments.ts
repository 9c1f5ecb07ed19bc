import type { Backends } from "./backends.ts";

/** Whatever is done to a payment, it stays so. */
const ENDS: readonly string[] = ["succeeded", "canceled"];

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  /** All that is written of it, in short. */
  readonly content: string;
}

const NOW = "SELECT id, version, status, md5(intent::text) AS content FROM payment_intents AS intent";

/**
 * Compares the payments with what they were when it was asked last. Two writers that knew nothing of each other give
 * their writes the same version: so a write that got lost is seen by the one that it was lost to.
 */
export function watchPayments(backends: Backends): () => Promise<string[]> {
  const known = new Map<string, Seen>();
  return async () => {
    const rows = await backends.query<Seen>(NOW);
    return rows.flatMap((row) => {
      const before = known.get(row.id);
      known.set(row.id, row);
      return before === undefined ? [] : compare(before, row);
    });
  };
}

function compare(before: Seen, { id, version, status, content }: Seen): string[] {
  const findings: string[] = [];
  if (content !== before.content && version <= before.version) {
    findings.push(`write_lost ${id}: version ${version} was written over version ${before.version}`);
  }
  if (ENDS.includes(before.status) && status !== before.status) {
    findings.push(`left_its_end ${id}: it was ${before.status}, and is ${status}`);
  }
  return findings;
}
