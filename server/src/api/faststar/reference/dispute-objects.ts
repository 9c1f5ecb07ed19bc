import { Type } from "typebox";
import { DISPUTE_REASONS, DISPUTE_STATUSES } from "../../../connectors/dispute-desk.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { id, instant, metadata, minorUnits } from "./fields.ts";
import { EXAMPLE_PAYMENT } from "./payment-objects.ts";

export const DisputeEventData = Type.Object(
  {
    dispute_id: id("The dispute."),
    payment_id: id("The payment that is disputed."),
    amount: minorUnits("What is disputed: all of the payment or a part of it."),
    currency: Type.String({ description: "ISO 4217, in capitals." }),
    status: Type.Enum([...DISPUTE_STATUSES], {
      description:
        "`needs_response` and `under_review`: the bank has taken the money back; `won`: you have it again; `lost`: it is gone. What begins with `warning_` is an inquiry, and no money has moved.",
    }),
    reason: Type.Enum([...DISPUTE_REASONS], { description: "What the buyer says." }),
    evidence_due_by: instant("Until when the bank takes evidence."),
    metadata,
    sequence: Type.Integer({ description: "Grows with every event of this dispute: order events by it." }),
  },
  { description: "The dispute as it was then." },
);

export const exampleDisputeEvent = (status: string, sequence: number) => ({
  dispute_id: exampleId("dispute"),
  payment_id: EXAMPLE_PAYMENT.id,
  amount: EXAMPLE_PAYMENT.amount,
  currency: EXAMPLE_PAYMENT.currency,
  status,
  reason: "product_not_received",
  evidence_due_by: "2026-06-19T12:00:00Z",
  metadata: {},
  sequence,
});
