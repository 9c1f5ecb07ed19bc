/**
 * Why an issuer declined, where the buyer must not learn it: whoever holds a card that is not theirs would be warned.
 * The merchant is told, so that they do not try again.
 */
const HIDDEN_FROM_BUYERS: ReadonlySet<string> = new Set([
  "fraudulent",
  "highest_risk_level",
  "lost_card",
  "merchant_blacklist",
  "pickup_card",
  "restricted_card",
  "security_violation",
  "stolen_card",
]);

/** The reason of a decline as a buyer may see it. */
export function declineForBuyers<Reason extends string | null>(
  decline_code: Reason,
): Reason | "generic_decline" {
  return decline_code !== null && HIDDEN_FROM_BUYERS.has(decline_code) ? "generic_decline" : decline_code;
}
