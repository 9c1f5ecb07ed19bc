import type { DeskReport } from "../../connectors/dispute-desk.ts";
import type { DisputingConnector } from "../../connectors/registry.ts";
import type { Core } from "../core.ts";
import { callConnector } from "../payments/attempts/call-connector.ts";
import { parseNoticeReference } from "../payments/attempts/notice-reference.ts";
import type { AttemptStatus } from "../payments/attempts/payment-attempt.ts";
import { findAttempt } from "../payments/attempts/store.ts";
import { receiveFraudWarning } from "./fraud-warnings/receive.ts";
import { type SumRefundedTax, settleDispute } from "./settle.ts";
import { findPosition, writePosition } from "./store.ts";

/**
 * Asks a processor for what has changed about disputes, and what it warns of, since it was asked last, and answers how much that was. How far
 * its reports were read is written after what they led to: a crash in between reads them again, which changes nothing.
 */
export async function watchDisputes(
  core: Core,
  connector: DisputingConnector,
  sumRefundedTax: SumRefundedTax,
): Promise<number> {
  const position = await findPosition(core.db, connector.name);
  const reports = await callConnector(core, connector, "changesSince", () =>
    connector.disputes.changesSince(position),
  );
  if ("kind" in reports) return 0;
  let read = 0;
  for (const report of reports) {
    if ((await take(core, connector, report, sumRefundedTax)) === "too_early") break;
    read += 1;
  }
  const last = reports[read - 1];
  if (last !== undefined) await writePosition(core.db, connector.name, last.position);
  return read;
}

/** The processor may have taken the money, and we have still to hear of it: by its answer, or by a look-up. */
const UNDECIDED: readonly AttemptStatus[] = ["pending", "processing", "authorized"];

/** Too early is a report about an attempt whose outcome is still to be looked up: it is read again. */
async function take(
  core: Core,
  connector: DisputingConnector,
  report: DeskReport,
  sumRefundedTax: SumRefundedTax,
): Promise<"taken" | "too_early"> {
  const named = parseNoticeReference(core.vault, report.notice_reference);
  const attempt = named && (await findAttempt(core.db, named.scope, named.attempt_id));
  if (attempt !== undefined && UNDECIDED.includes(attempt.status)) return "too_early";
  if (named === undefined || attempt?.status !== "approved" || attempt.connector !== connector.name) {
    core.log.error(
      { connector: connector.name, [report.kind]: report.reference, attempt_id: attempt?.id },
      "a dispute or a warning of fraud is about nothing that was paid here",
    );
    return "taken";
  }
  await (report.kind === "fraud_warning"
    ? receiveFraudWarning(core, named.scope, attempt, report)
    : settleDispute(core, named.scope, attempt, report, sumRefundedTax));
  return "taken";
}
