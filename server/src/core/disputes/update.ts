import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { awaitsResponse, type Dispute, type Evidence, isInquiry } from "./dispute.ts";
import { disputeEvent } from "./events.ts";
import { lockDispute, writeDispute } from "./store.ts";

/** Only what is given changes. A text or a metadata value of "" removes its name, and null all metadata. */
export interface DisputeChanges {
  readonly evidence?: Evidence;
  readonly metadata?: MetadataChanges;
  /** Send the evidence to the bank. When it is not said, evidence that is given is sent. */
  readonly submit?: boolean;
}

/** Changes a merchant's evidence and notes, and hands the evidence in: once for each time that the bank has asked. */
export async function updateDispute(
  core: Core,
  scope: Scope,
  dispute_id: string,
  changes: DisputeChanges,
  exchange: Exchange<Dispute>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const dispute = await lockDispute(transaction, scope, dispute_id);
    if (dispute === undefined) return refuse("resource_missing", "No such dispute.", "id");
    const changed = applyChanges(dispute, changes);
    if (isRefusal(changed)) return changed;
    const is_submitted = changes.submit ?? changes.evidence !== undefined;
    const submitted = is_submitted ? submit(changed, core.clock.now()) : changed;
    if (isRefusal(submitted)) return submitted;
    const updated = { ...submitted, version: dispute.version + 1 };
    await writeDispute(transaction, scope, updated);
    await insertEvent(transaction, scope, disputeEvent(core, "dispute.updated", updated));
    return updated;
  });
}

function applyChanges(dispute: Dispute, changes: DisputeChanges): Dispute | Refusal {
  if (changes.evidence !== undefined && !awaitsResponse(dispute.status)) return tooLate(dispute);
  const metadata = mergeMetadata(dispute.metadata, changes.metadata);
  const too_many = refuseMetadata(metadata);
  if (too_many !== undefined) return too_many;
  const texts = Object.entries({ ...dispute.evidence, ...changes.evidence });
  const evidence: Evidence = Object.fromEntries(texts.filter(([, text]) => text !== ""));
  return { ...dispute, metadata, evidence };
}

function submit(dispute: Dispute, now: Date): Dispute | Refusal {
  const { status, evidence, evidence_due_by, submission_count } = dispute;
  if (!awaitsResponse(status)) return tooLate(dispute);
  if (Object.keys(evidence).length === 0) {
    return refuse("parameter_missing", "Give some evidence before you submit it.", "evidence");
  }
  return {
    ...dispute,
    status: isInquiry(status) ? "warning_under_review" : "under_review",
    submission_count: submission_count + 1,
    past_due: now > evidence_due_by,
    response: "evidence",
    send_at: now,
  };
}

function tooLate({ status }: Dispute): Refusal {
  return refuse(
    "dispute_conflict",
    "Evidence can no longer be given in this dispute because its status is {status}.",
    undefined,
    { status },
  );
}
