import type { CardErrorCode } from "../../kit/errors.ts";

/** What a buyer may be told. Why exactly an issuer declined is the merchant's to know, in `decline_code`. */
export const CARD_MESSAGES = {
  card_declined: "Your card was declined.",
  insufficient_funds: "Your card has insufficient funds.",
  expired_card: "Your card has expired.",
  incorrect_cvc: "Your card's security code is incorrect.",
  incorrect_number: "Your card number is incorrect.",
  processing_error: "An error occurred while processing your card. Try again in a little bit.",
  authentication_required: "Your card requires authentication.",
  authentication_failed: "The card could not be authenticated. Choose a different card and try again.",
} as const satisfies Record<CardErrorCode, string>;
