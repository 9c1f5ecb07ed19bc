import type { RefundOutcome } from "../../connectors/connector.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { callConnector } from "../payments/attempts/call-connector.ts";
import { findAttempt } from "../payments/attempts/store.ts";
import type { Refund } from "./refund.ts";

/** Asks the processor about a refund that it may have heard of. Nothing is ever sent again. */
export async function askAboutRefund(
  core: Core,
  scope: Scope,
  refund: Refund,
  question: "lookupRefund" | "cancelRefund",
): Promise<RefundOutcome> {
  const connector = core.connectors.named(refund.connector);
  const attempt = await findAttempt(core.db, scope, refund.payment_attempt_id);
  const reference = {
    refund_id: refund.id,
    attempt: { attempt_id: refund.payment_attempt_id, reference: attempt?.connector_reference ?? null },
    reference: refund.connector_reference,
  };
  return callConnector(core, connector, question, () => connector[question](reference));
}
