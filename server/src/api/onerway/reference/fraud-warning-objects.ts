import { Type } from "typebox";
import { FRAUD_TYPES } from "../../../connectors/dispute-desk.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { EXAMPLE_CREATED, expandable, id, livemode, object, unixSeconds } from "./fields.ts";

export const EarlyFraudWarning = Type.Object(
  {
    id: id("`issfr_` and 22 letters and digits."),
    object: object("radar.early_fraud_warning"),
    actionable: Type.Boolean({
      description:
        "Whether a refund can still spare you a dispute: until all was refunded, or it is disputed.",
    }),
    charge: expandable("The charge that it is about, `ch_…`."),
    created: unixSeconds("When we heard of it, in Unix seconds."),
    fraud_type: Type.Enum([...FRAUD_TYPES], { description: "What the bank takes it for." }),
    livemode,
    payment_intent: expandable("The payment that it is about."),
  },
  { description: "A card's bank takes a payment for fraud, and says so before anybody disputes it." },
);

export const EXAMPLE_FRAUD_WARNING = {
  id: exampleId("fraud_warning"),
  object: "radar.early_fraud_warning",
  actionable: true,
  charge: exampleId("charge"),
  created: EXAMPLE_CREATED,
  fraud_type: "unauthorized_use_of_card",
  livemode: false,
  payment_intent: exampleId("payment_intent"),
};
