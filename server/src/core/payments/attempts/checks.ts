import type { CardChecks } from "../../../connectors/card-checks.ts";
import type { PaymentMethod } from "../../payment-methods/payment-method.ts";

/** A processor's checks of a card, without those of a line or a postal code that the buyer has not given. */
export function checksOfGiven(checks: CardChecks, method: PaymentMethod | undefined): CardChecks {
  const { line1, postal_code } = method?.billing_details ?? {};
  return {
    address_line1_check: line1 ? checks.address_line1_check : null,
    address_postal_code_check: postal_code ? checks.address_postal_code_check : null,
    cvc_check: checks.cvc_check,
  };
}
