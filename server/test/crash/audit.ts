import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../src/db/database.ts";
import { findRunningPostgres } from "../../src/db/embedded/attach.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import type { Database } from "../../src/db/types.ts";
import { parseId } from "../../src/kit/ids.ts";
import { silentLog } from "../../src/kit/log.ts";
import { readAcquirerLog } from "../support/audit/acquirer-log.ts";
import { audit } from "../support/audit/audit.ts";
import { readBooks } from "../support/audit/books.ts";
import { describeFinding, type Finding } from "../support/audit/finding.ts";
import type { Acknowledgement } from "../support/audit/records.ts";
import { proveLedger } from "./ledger-proof.ts";
import type { Acknowledged, AcknowledgedRefund } from "./shopper.ts";

/** What the merchant was told in the end. */
export interface Told {
  readonly payments: Acknowledged[];
  readonly refunds: AcknowledgedRefund[];
}

const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 500;

/** Waits until a running server agrees with everybody, which takes longer on a busy machine; at last it is not waited for. */
export async function untilAgreed(data_dir: string, told: Told): Promise<void> {
  const target = await findRunningPostgres(data_dir);
  if (target === undefined) throw new Error("The server's database does not run.");
  const db = openDatabase({ target, log: silentLog });
  const deadline_ms = performance.now() + PATIENCE_MS;
  try {
    while ((await compare(db, data_dir, told)).length > 0 && performance.now() < deadline_ms) {
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    await db.close();
  }
}

/**
 * Compares three independent memories: what the merchant was told, what the acquirer did, and what the books say.
 * Answers every disagreement in words; none means that no payment was lost and none was taken twice.
 */
export async function auditInstallation(data_dir: string, told: Told): Promise<string[]> {
  const postgres = await startEmbeddedPostgres({ data_dir });
  const db = openDatabase({ target: postgres.connection, log: silentLog });
  try {
    const findings = await compare(db, data_dir, told);
    // What the killed servers have sealed, and what they have not.
    const proof = await proveLedger({ STARWAY_DATA_DIR: data_dir });
    return [...findings.map(describeFinding), ...proof.findings];
  } finally {
    await db.close();
    await postgres.stop();
  }
}

async function compare(db: Database, data_dir: string, told: Told): Promise<Finding[]> {
  return audit({
    books: await readBooks(db),
    acquirer: await readAcquirerLog(join(data_dir, "acquirer")),
    acknowledgements: acknowledgementsOf(told),
    now: new Date(),
    patience_ms: 0,
  });
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
