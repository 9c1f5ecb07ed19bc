import type { CardErrorCode } from "../../kit/errors.ts";

/** Why a card was not charged, for the merchant's server; the finer reason is the `decline_code`. */
export const CARD_MESSAGES = {
  card_declined: "The card was declined.",
  insufficient_funds: "The card has insufficient funds.",
  expired_card: "The card has expired.",
  incorrect_cvc: "The card's security code is incorrect.",
  incorrect_number: "The card number is incorrect.",
  processing_error: "The card could not be processed. Try again in a while.",
  authentication_required: "The card requires authentication.",
  authentication_failed: "The buyer could not be authenticated.",
} as const satisfies Record<CardErrorCode, string>;
