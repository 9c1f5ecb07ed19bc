import { type Static, Type } from "typebox";
import type { NewCard } from "../../core/payment-methods/create.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import { clearable, metadata } from "./fields.ts";
import { BillingDetailsBody, readBillingDetails, refuseBillingCountry } from "./payment-method-fields.ts";
import { CardBody } from "./payment-methods.ts";

/** A card given in place of the id of a payment method. */
const PaymentMethodData = Type.Object(
  {
    type: Type.Enum(["card"], { description: "What kind of payment method it is." }),
    card: Type.Optional(CardBody),
    billing_details: Type.Optional(BillingDetailsBody),
    metadata: clearable(metadata),
    allow_redisplay: Type.Optional(
      Type.Enum(["always", "limited", "unspecified"], { description: "Accepted from client libraries." }),
    ),
  },
  {
    additionalProperties: false,
    description: "A card, in place of `payment_method`: kept in the same request.",
  },
);

export const payment_method_data = Type.Optional(PaymentMethodData);

export function readPaymentMethodData(data: Static<typeof PaymentMethodData>): NewCard | Refusal {
  const { card, billing_details, metadata } = data;
  if (card === undefined) {
    const message = "Missing required parameter: payment_method_data[card].";
    return refuse("parameter_missing", message, "payment_method_data.card");
  }
  const details = readBillingDetails(billing_details);
  const unknown_country = refuseBillingCountry(details);
  if (unknown_country !== undefined) {
    return { ...unknown_country, param: `payment_method_data.${unknown_country.param}` };
  }
  return {
    number: card.number,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    security_code: card.cvc || null,
    billing_details: details,
    metadata: metadata || {},
  };
}
