import { Type } from "typebox";
import { DISPUTE_REASONS, DISPUTE_STATUSES } from "../../../connectors/dispute-desk.ts";
import { EVIDENCE_FIELDS } from "../../../core/disputes/dispute.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { EVIDENCE_FILE_FIELDS } from "../present-dispute.ts";
import {
  EXAMPLE_CREATED,
  expandable,
  id,
  livemode,
  metadata,
  minorUnits,
  nullable,
  object,
  text,
  unixSeconds,
} from "./fields.ts";

const EVIDENCE_NAMES = [...EVIDENCE_FIELDS, ...EVIDENCE_FILE_FIELDS].sort();

export const Dispute = Type.Object(
  {
    id: id("`dp_` and 22 letters and digits."),
    object: object("dispute"),
    amount: minorUnits("What is disputed: all of a payment or a part of it."),
    balance_transactions: Type.Array(Type.Object({}), { description: "Always empty." }),
    charge: expandable("The charge that is disputed, `ch_…`."),
    created: unixSeconds("When we heard of it, in Unix seconds."),
    currency: text("ISO 4217, in small letters."),
    evidence: Type.Object(Object.fromEntries(EVIDENCE_NAMES.map((name) => [name, nullable(Type.String())])), {
      description: "What you have brought forward. Files are not taken.",
    }),
    evidence_details: Type.Object({
      due_by: unixSeconds("Until when the bank takes evidence."),
      has_evidence: Type.Boolean({ description: "Whether there is any." }),
      past_due: Type.Boolean({ description: "Whether what was submitted last was submitted too late." }),
      submission_count: Type.Integer({ description: "How often evidence was submitted." }),
    }),
    is_charge_refundable: Type.Boolean({
      description: "Whether the payment can still be refunded: only while the bank merely asks.",
    }),
    livemode,
    metadata,
    payment_intent: expandable("The payment that is disputed."),
    reason: Type.Enum([...DISPUTE_REASONS], { description: "What the buyer says." }),
    status: Type.Enum([...DISPUTE_STATUSES], {
      description:
        "`needs_response` and `under_review` may still be `won` or `lost`. What begins with `warning_` is an inquiry: no money has moved.",
    }),
  },
  { description: "A buyer's bank takes a payment back, or asks about it." },
);

export const EXAMPLE_DISPUTE = {
  id: exampleId("dispute"),
  object: "dispute",
  amount: 2000,
  balance_transactions: [],
  charge: exampleId("charge"),
  created: EXAMPLE_CREATED,
  currency: "usd",
  evidence: Object.fromEntries(EVIDENCE_NAMES.map((name): [string, string | null] => [name, null])),
  evidence_details: {
    due_by: EXAMPLE_CREATED + 604_800,
    has_evidence: false,
    past_due: false,
    submission_count: 0,
  },
  is_charge_refundable: false,
  livemode: false,
  metadata: {},
  payment_intent: exampleId("payment_intent"),
  reason: "product_not_received",
  status: "needs_response",
};

const CHANGED_BY: Readonly<Record<string, object>> = {
  "charge.dispute.updated": { status: "under_review" },
  "charge.dispute.closed": { status: "won" },
  "charge.dispute.funds_reinstated": { status: "won" },
};

/** The dispute as an event of a type tells it. */
export const exampleDispute = (type: string): object => ({ ...EXAMPLE_DISPUTE, ...CHANGED_BY[type] });
