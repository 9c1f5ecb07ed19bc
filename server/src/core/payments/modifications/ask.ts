import type { CaptureOutcome, ModificationReference } from "../../../connectors/connector.ts";
import { addMilliseconds } from "../../../kit/clock.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { callConnector } from "../attempts/call-connector.ts";
import type { PaymentAttempt } from "../attempts/payment-attempt.ts";
import { findAttempt } from "../attempts/store.ts";
import type { Modification } from "./modification.ts";
import type { OpenedModification } from "./open.ts";

/** Sends a capture or a void that is on disk. It is sent once. */
export function askProcessor(
  core: Core,
  { modification, attempt, connector }: OpenedModification,
): Promise<CaptureOutcome> {
  const { type, amount, currency, created_at } = modification;
  const valid_until = addMilliseconds(created_at, connector.timeout_ms);
  const request = { ...referenceOf(modification, attempt), valid_until };
  return callConnector<CaptureOutcome>(core, connector, type, () =>
    type === "capture" ? connector.capture({ ...request, amount, currency }) : connector.void(request),
  );
}

/** Asks what became of a capture or a void that the processor may have heard of. Nothing is ever sent again. */
export async function askAboutModification(
  core: Core,
  scope: Scope,
  modification: Modification,
): Promise<CaptureOutcome> {
  const connector = core.connectors.named(modification.connector);
  const attempt = await findAttempt(core.db, scope, modification.payment_attempt_id);
  const reference = referenceOf(modification, attempt);
  const question = modification.type === "capture" ? "lookupCapture" : "lookupVoid";
  return callConnector<CaptureOutcome>(core, connector, question, () => connector[question](reference));
}

function referenceOf(
  { id, payment_attempt_id, connector_reference }: Modification,
  attempt: PaymentAttempt | undefined,
): ModificationReference {
  return {
    modification_id: id,
    attempt: { attempt_id: payment_attempt_id, reference: attempt?.connector_reference ?? null },
    reference: connector_reference,
  };
}
