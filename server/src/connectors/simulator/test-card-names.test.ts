import { expect, test } from "vitest";
import { testCardNumber } from "./test-card-names.ts";
import { behaviourOf } from "./test-cards.ts";

test.each([
  ["pm_card_visa", "4242424242424242"],
  ["pm_card_mastercard_prepaid", "5105105105105100"],
  ["pm_card_chargeDeclined", "4000000000000002"],
  ["pm_card_visa_chargeDeclined", "4000000000000002"],
  ["pm_card_visa_chargeDeclinedInsufficientFunds", "4000000000009995"],
  ["pm_card_createDispute", "4000000000000259"],
  ["pm_card_createIssuerFraudRecord", "4000000000005423"],
  ["pm_card_riskLevelElevated", "4000000000009235"],
])("%s is the card %s", (name, number) => {
  expect(testCardNumber(name)).toBe(number);
});

test.each(["pm_card_", "pm_card_nobody", "visa", "pm_card_Visa", "pm_card_visa_debit_", "constructor", ""])(
  "%j is no card's name",
  (name) => {
    expect(testCardNumber(name)).toBeUndefined();
  },
);

test.each([
  ["pm_card_unionpay", "approve"],
  ["pm_card_chargeDeclinedLostCard", "decline"],
  ["pm_card_chargeDeclinedExpiredCard", "decline"],
  ["pm_card_chargeDeclinedIncorrectCvc", "decline"],
  ["pm_card_chargeDeclinedProcessingError", "decline"],
  ["pm_card_chargeCustomerFail", "decline"],
  ["pm_card_threeDSecure2Required", "challenge"],
  ["pm_card_authenticationRequired", "challenge"],
  ["pm_card_authenticationRequiredOnSetup", "challenge"],
  ["pm_card_adaptive3dsChallenge", "challenge"],
  ["pm_card_radarBlock", "decline"],
  ["pm_card_riskLevelHighest", "decline"],
  ["pm_card_threeDSecureRequiredProcessingError", "decline"],
  ["pm_card_createMultipleDisputes", "approve"],
  ["pm_card_bypassPending", "approve"],
  ["pm_card_refundFail", "approve"],
  ["pm_card_pendingRefund", "approve"],
])("%s behaves as its name says: a payment meets %s", (name, kind) => {
  expect(behaviourOf(testCardNumber(name) ?? "", "payment").kind).toBe(kind);
});
