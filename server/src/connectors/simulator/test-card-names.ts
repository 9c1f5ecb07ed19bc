/** The cards that a test may call by name, https://docs.stripe.com/testing has the same names. */
const NUMBERS: readonly (readonly [name: string, number: string])[] = [
  ["visa", "4242424242424242"],
  ["us", "4242424242424242"],
  ["visa_debit", "4000056655665556"],
  ["mastercard", "5555555555554444"],
  ["mastercard_debit", "5200828282828210"],
  ["mastercard_prepaid", "5105105105105100"],
  ["amex", "378282246310005"],
  ["discover", "6011111111111117"],
  ["diners", "3056930009020004"],
  ["jcb", "3566002020360505"],
  ["unionpay", "6200000000000005"],
  ["chargeDeclined", "4000000000000002"],
  ["chargeDeclinedInsufficientFunds", "4000000000009995"],
  ["chargeDeclinedLostCard", "4000000000009987"],
  ["chargeDeclinedStolenCard", "4000000000009979"],
  ["chargeDeclinedExpiredCard", "4000000000000069"],
  ["chargeDeclinedIncorrectCvc", "4000000000000127"],
  ["chargeDeclinedProcessingError", "4000000000000119"],
  ["chargeDeclinedVelocityLimitExceeded", "4000000000006975"],
  ["chargeCustomerFail", "4000000000000341"],
  ["chargeDeclinedFraudulent", "4100000000000019"],
  ["radarBlock", "4100000000000019"],
  ["riskLevelHighest", "4000000000004954"],
  ["riskLevelElevated", "4000000000009235"],
  ["highFraudDisputeScore", "4000008400000407"],
  ["highEfwScore", "4000008400000159"],
  ["cvcCheckFail", "4000000000000101"],
  ["avsZipFail", "4000000000000036"],
  ["avsLine1Fail", "4000000000000028"],
  ["avsFail", "4000000000000010"],
  ["avsUnchecked", "4000000000000044"],
  ["threeDSecure2Required", "4000000000003220"],
  ["threeDSecureRequiredProcessingError", "4000008400001280"],
  ["threeDSecureOptional", "4000000000003055"],
  ["threeDSecureOptionalProcessingError", "4000000000003097"],
  ["amex_threeDSecureNotSupported", "378282246310005"],
  ["adaptive3dsChallenge", "4000008405600003"],
  ["threeDSecureRequiredChargeDeclined", "4000008400001629"],
  ["authenticationRequired", "4000002760003184"],
  ["authenticationRequiredOnSetup", "4000002500003155"],
  ["authenticationRequiredSetupForOffSession", "4000003800000446"],
  ["authenticationRequiredChargeDeclinedInsufficientFunds", "4000008260003178"],
  ["createDispute", "4000000000000259"],
  ["createDisputeProductNotReceived", "4000000000002685"],
  ["createDisputeInquiry", "4000000000001976"],
  ["createIssuerFraudRecord", "4000000000005423"],
  ["createMultipleDisputes", "4000000404000079"],
  ["createCe3EligibleDispute", "4000000404000038"],
  ["bypassPending", "4000000000000077"],
  ["pendingRefund", "4000000000007726"],
  ["refundFail", "4000000000005126"],
];

const BY_NAME: ReadonlyMap<string, string> = new Map(
  NUMBERS.flatMap(([name, number]) =>
    // The declined ones go by two names.
    name.startsWith("charge")
      ? [[`pm_card_${name}`, number] as const, [`pm_card_visa_${name}`, number] as const]
      : [[`pm_card_${name}`, number] as const],
  ),
);

/** The number of the test card that goes by a name such as `pm_card_visa`; undefined when none does. */
export function testCardNumber(name: string): string | undefined {
  return BY_NAME.get(name);
}
