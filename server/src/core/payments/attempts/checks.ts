import type { CardChecks } from "../../../connectors/card-checks.ts";
import type { LookupOutcome } from "../../../connectors/connector.ts";
import type { PaymentRisk } from "../../../connectors/payment-risk.ts";
import type { ThreeDSecure } from "../../../connectors/three-d-secure.ts";
import type { PaymentMethod } from "../../payment-methods/payment-method.ts";

/** What a processor finds out besides its answer: of most payments nothing. */
interface Findings {
  readonly risk?: PaymentRisk;
  readonly three_d_secure?: ThreeDSecure;
}

/** What an attempt keeps of it. */
export interface AttemptChecks extends CardChecks, Findings {}

const NO_CHECKS: CardChecks = { address_line1_check: null, address_postal_code_check: null, cvc_check: null };

/** What there is to keep of an outcome besides the answer; undefined when the processor has said nothing. */
export function findingsOf(
  outcome: LookupOutcome,
): (Findings & { readonly checks?: CardChecks }) | undefined {
  if (outcome.kind !== "approved" && outcome.kind !== "declined") return undefined;
  const { risk, three_d_secure } = outcome;
  const checks = outcome.kind === "approved" ? outcome.checks : undefined;
  if (checks === undefined && risk === undefined && three_d_secure === undefined) return undefined;
  return { ...(checks && { checks }), ...(risk && { risk }), ...(three_d_secure && { three_d_secure }) };
}

/** A processor's findings, without the checks of a line or a postal code that the buyer has not given. */
export function checksOfGiven(
  { checks = NO_CHECKS, ...findings }: NonNullable<ReturnType<typeof findingsOf>>,
  method: PaymentMethod | undefined,
): AttemptChecks {
  const { line1, postal_code } = method?.billing_details ?? {};
  return {
    address_line1_check: line1 ? checks.address_line1_check : null,
    address_postal_code_check: postal_code ? checks.address_postal_code_check : null,
    cvc_check: checks.cvc_check,
    ...findings,
  };
}
