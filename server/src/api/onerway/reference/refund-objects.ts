import { Type } from "typebox";
import { REFUND_REASONS, REFUND_STATUSES } from "../../../core/refunds/refund.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { REFUND_FAILURE_REASONS } from "../present-refunds.ts";
import {
  EXAMPLE_CREATED,
  expandable,
  id,
  metadata,
  minorUnits,
  nullable,
  object,
  text,
  unixSeconds,
} from "./fields.ts";

const unused = Type.Null({ description: "Always null; client libraries expect the field." });

export const Refund = Type.Object(
  {
    id: id("`re_` and 22 letters and digits."),
    object: object("refund"),
    amount: minorUnits("What goes back, in the currency's smallest unit."),
    balance_transaction: unused,
    charge: expandable("The charge whose money goes back."),
    created: unixSeconds("When it was made, in Unix seconds."),
    currency: text("ISO 4217, in small letters."),
    failure_reason: nullable(
      Type.Enum([...REFUND_FAILURE_REASONS], { description: "Why the money could not be given back." }),
    ),
    metadata,
    payment_intent: expandable("The payment intent whose money goes back."),
    reason: nullable(Type.Enum([...REFUND_REASONS], { description: "Why you gave it back." })),
    receipt_number: unused,
    source_transfer_reversal: unused,
    status: Type.Enum([...REFUND_STATUSES], {
      description:
        "`pending` until the processor has carried it out. A bank may send money back that it had taken: `succeeded` can still become `failed`.",
    }),
    transfer_reversal: unused,
  },
  { description: "Money of a payment that goes back to the buyer." },
);

export const EXAMPLE_REFUND = {
  id: exampleId("refund"),
  object: "refund",
  amount: 1000,
  balance_transaction: null,
  charge: exampleId("charge"),
  created: EXAMPLE_CREATED,
  currency: "usd",
  failure_reason: null,
  metadata: {},
  payment_intent: exampleId("payment_intent"),
  reason: "requested_by_customer",
  receipt_number: null,
  source_transfer_reversal: null,
  status: "succeeded",
  transfer_reversal: null,
};
