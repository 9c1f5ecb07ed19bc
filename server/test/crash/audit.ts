import { join } from "node:path";
import { openDatabase } from "../../src/db/database.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import { parseId } from "../../src/kit/ids.ts";
import { silentLog } from "../../src/kit/log.ts";
import { readAcquirerLog } from "../support/audit/acquirer-log.ts";
import { audit } from "../support/audit/audit.ts";
import { readBooks } from "../support/audit/books.ts";
import { describeFinding } from "../support/audit/finding.ts";
import type { Acknowledgement } from "../support/audit/records.ts";
import { proveLedger } from "./ledger-proof.ts";
import type { Acknowledged, AcknowledgedRefund } from "./shopper.ts";

/** What the merchant was told in the end. */
export interface Told {
  readonly payments: Acknowledged[];
  readonly refunds: AcknowledgedRefund[];
}

/**
 * Compares three independent memories: what the merchant was told, what the acquirer did, and what the books say.
 * Answers every disagreement in words; none means that no payment was lost and none was taken twice.
 */
export async function auditInstallation(data_dir: string, told: Told): Promise<string[]> {
  const postgres = await startEmbeddedPostgres({ data_dir });
  const db = openDatabase({ target: postgres.connection, log: silentLog });
  try {
    const findings = audit({
      books: await readBooks(db),
      acquirer: await readAcquirerLog(join(data_dir, "acquirer")),
      acknowledgements: acknowledgementsOf(told),
      now: new Date(),
      patience_ms: 0,
    });
    // What the killed servers have sealed, and what they have not.
    const proof = await proveLedger({ STARWAY_DATA_DIR: data_dir });
    return [...findings.map(describeFinding), ...proof.findings];
  } finally {
    await db.close();
    await postgres.stop();
  }
}

function acknowledgementsOf({ payments, refunds }: Told): Acknowledgement[] {
  return [
    ...payments.map(({ intent_id, ...said }) => ({
      ...said,
      kind: "payment" as const,
      id: parseId("payment_intent", intent_id) ?? intent_id,
      key: said.order,
      is_last_word: true,
    })),
    ...refunds.map(({ refund_id, ...said }) => ({
      ...said,
      kind: "refund" as const,
      id: parseId("refund", refund_id) ?? refund_id,
      key: `${said.order}-refund`,
      is_last_word: true,
    })),
  ];
}
