import { accountsOf } from "./acquirer-account.ts";
import { checkAcknowledged } from "./check-acknowledged.ts";
import { checkCharges } from "./check-charges.ts";
import { checkDeadlines } from "./check-deadlines.ts";
import { checkDeliveries } from "./check-deliveries.ts";
import { checkEvents } from "./check-events.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkRefunds } from "./check-refunds.ts";
import type { Finding } from "./finding.ts";
import type { Evidence } from "./records.ts";

/**
 * Compares what the acquirer wrote down, what the client was told and what the books say, and answers every
 * disagreement. Pure: it uses nothing of the core, so that a mistake there is not made here again.
 */
export function audit(evidence: Evidence): Finding[] {
  const accounts = accountsOf(evidence.acquirer);
  return [
    ...checkAcknowledged(evidence),
    ...checkCharges(evidence, accounts),
    ...checkRefunds(evidence, accounts),
    ...checkDeadlines(evidence, accounts),
    ...checkEvents(evidence),
    ...checkDeliveries(evidence),
    ...checkLedger(evidence),
  ];
}
