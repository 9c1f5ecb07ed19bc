import type { JournalRecord } from "../../src/connectors/simulator/journal.ts";
import type { Backends } from "./backends.ts";

interface AskedRow {
  readonly id: string;
  readonly attempt_id: string;
  readonly status: string;
  readonly is_current: boolean;
}

const ASKED = `SELECT intent.id, attempt.id AS attempt_id, intent.status,
    intent.payment_attempt_id IS NOT DISTINCT FROM attempt.id AS is_current
  FROM payment_attempts AS attempt JOIN payment_intents AS intent ON intent.id = attempt.payment_intent_id`;

/** While it is so, the buyer's answer is waited for. */
const WAITING: readonly string[] = ["requires_action", "processing"];

/** A buyer who can still authenticate can still pay: nobody is left with a challenge of a payment that goes on without. */
export async function checkChallenges(
  backends: Backends,
  records: readonly JournalRecord[],
): Promise<string[]> {
  const latest = new Map(records.map((record) => [record.reference, record]));
  const rows = await backends.query<AskedRow>(ASKED);
  return rows
    .filter(({ attempt_id }) => latest.get(attempt_id)?.kind === "challenge")
    .filter(({ status, is_current }) => !is_current || !WAITING.includes(status))
    .map(({ id, attempt_id, status, is_current }) => {
      const which = is_current ? "its challenge" : "an earlier challenge";
      return `challenge_left_open ${attempt_id}: payment ${id} is ${status}, and ${which} can still be passed`;
    });
}
