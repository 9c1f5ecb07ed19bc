import type { CardChecks } from "../../../connectors/card-checks.ts";
import type { LookupOutcome } from "../../../connectors/connector.ts";
import type { PaymentRisk } from "../../../connectors/payment-risk.ts";
import type { PaymentMethod } from "../../payment-methods/payment-method.ts";

/** What a processor has found out besides its answer. */
export interface AttemptChecks extends CardChecks {
  /** Left out when it is a usual one. */
  readonly risk?: PaymentRisk;
}

const NO_CHECKS: CardChecks = { address_line1_check: null, address_postal_code_check: null, cvc_check: null };

/** What there is to keep of an outcome's findings; undefined, as for most, when the processor has said nothing. */
export function findingsOf(
  outcome: LookupOutcome,
): { readonly checks?: CardChecks; readonly risk?: PaymentRisk } | undefined {
  if (outcome.kind !== "approved" && outcome.kind !== "declined") return undefined;
  const checks = outcome.kind === "approved" ? outcome.checks : undefined;
  const { risk } = outcome;
  if (checks === undefined && risk === undefined) return undefined;
  return { ...(checks && { checks }), ...(risk && { risk }) };
}

/** A processor's findings, without the checks of a line or a postal code that the buyer has not given. */
export function checksOfGiven(
  { checks = NO_CHECKS, risk }: NonNullable<ReturnType<typeof findingsOf>>,
  method: PaymentMethod | undefined,
): AttemptChecks {
  const { line1, postal_code } = method?.billing_details ?? {};
  return {
    address_line1_check: line1 ? checks.address_line1_check : null,
    address_postal_code_check: postal_code ? checks.address_postal_code_check : null,
    cvc_check: checks.cvc_check,
    ...(risk && { risk }),
  };
}
