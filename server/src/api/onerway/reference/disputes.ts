import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { EXAMPLE_DISPUTE } from "./dispute-objects.ts";

const tag = "Disputes";

const { id, evidence, evidence_details, payment_intent } = EXAMPLE_DISPUTE;

export const listDisputes: Operation = {
  operation_id: "listDisputes",
  summary: "List disputes",
  description:
    "Disputes, newest first: all of them, or those of one payment, of one charge, of a stretch of time.",
  tag,
  parameters: { limit: 10, payment_intent },
  answer: listAnswer("/v1/disputes", "Dispute", EXAMPLE_DISPUTE),
  errors: ["resource_missing"],
};

export const getDispute: Operation = {
  operation_id: "getDispute",
  summary: "Retrieve a dispute",
  description:
    "The dispute as it is now: why the buyer objects in `reason`, until when you can answer in `evidence_details.due_by`, and what has come of it in `status`.",
  tag,
  parameters: { id },
  answer: answer("The dispute.", "Dispute", EXAMPLE_DISPUTE),
  errors: ["resource_missing"],
};

const uncategorized_text = "Delivered on 11 June to the buyer's address, signed for by the buyer.";

export const updateDispute: Operation = {
  operation_id: "updateDispute",
  summary: "Update a dispute",
  description:
    "Gives evidence and hands it in, once; with `submit: false` it is kept, to be completed and handed in later. In test mode, evidence that says `losing_evidence` loses, and any other wins, such as `winning_evidence`.",
  tag,
  parameters: { id },
  bodies: {
    evidence: { summary: "Evidence, handed in at once", value: { evidence: { uncategorized_text } } },
    kept: {
      summary: "Kept for later",
      value: { evidence: { uncategorized_text }, submit: false, metadata: { case: "4711" } },
    },
  },
  answer: answer("The dispute.", "Dispute", {
    ...EXAMPLE_DISPUTE,
    evidence: { ...evidence, uncategorized_text },
    evidence_details: { ...evidence_details, has_evidence: true, submission_count: 1 },
    status: "under_review",
  }),
  errors: ["resource_missing", "dispute_conflict", "parameter_missing"],
};

export const closeDispute: Operation = {
  operation_id: "closeDispute",
  summary: "Close a dispute",
  description:
    "Gives the money up, where there is nothing to say for it: the dispute is lost, for good. Evidence that was only kept is not handed in.",
  tag,
  parameters: { id },
  bodies: { nothing: { summary: "It takes no parameters", value: {} } },
  answer: answer("The dispute, lost.", "Dispute", { ...EXAMPLE_DISPUTE, status: "lost" }),
  errors: ["resource_missing", "dispute_conflict"],
};
