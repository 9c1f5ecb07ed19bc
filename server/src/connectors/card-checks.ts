/** `unavailable`: the bank cannot tell. `unchecked`: it has not been asked yet. */
export const CHECK_RESULTS = ["pass", "fail", "unavailable", "unchecked"] as const;

export type CheckResult = (typeof CHECK_RESULTS)[number];

/** Whether what the buyer typed fits what the card's bank knows; null where there was nothing to compare. */
export interface CardChecks {
  readonly address_line1_check: CheckResult | null;
  readonly address_postal_code_check: CheckResult | null;
  readonly cvc_check: CheckResult | null;
}
