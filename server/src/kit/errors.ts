/**
 * Every error that a caller can meet, once. Both wire APIs map this list in records typed
 * `satisfies Record<ErrorCode, …>`, so a new word does not compile until both answer it.
 */
export const ERROR_CODES = [
  // The request itself.
  "parameter_missing",
  "parameter_invalid",
  "parameter_invalid_integer",
  "parameter_unknown",
  "body_malformed",
  "body_too_large",
  "headers_too_large",
  "request_timeout",
  "content_type_unsupported",
  "method_not_allowed",
  "route_not_found",
  // Who is asking.
  "api_key_missing",
  "api_key_invalid",
  "permission_denied",
  "rate_limited",
  // Idempotency.
  "idempotency_key_mismatch",
  "idempotency_key_in_use",
  // Things that are not there, or are not in the right state.
  "resource_missing",
  "state_conflict",
  "setup_intent_conflict",
  "payment_method_conflict",
  "refund_conflict",
  "dispute_conflict",
  "charge_already_refunded",
  "charge_disputed",
  "limit_reached",
  "amount_too_small",
  "amount_too_large",
  "currency_unsupported",
  "payment_method_incompatible",
  "catalog_reference_required",
  "session_expired",
  "session_complete",
  "amount_changed",
  // Cards.
  "card_declined",
  "insufficient_funds",
  "expired_card",
  "incorrect_cvc",
  "incorrect_number",
  "processing_error",
  "authentication_required",
  "authentication_failed",
  // Bank accounts.
  "routing_number_invalid",
  "account_number_invalid",
  "account_closed",
  "no_account",
  "account_insufficient_funds",
  "debit_not_authorized",
  "bank_account_unusable",
  // Us.
  "overloaded",
  "tax_unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The part of the list that a card's issuer or the card itself can cause; they leave the payment payable. */
const CARD_ERROR_CODES = [
  "card_declined",
  "insufficient_funds",
  "expired_card",
  "incorrect_cvc",
  "incorrect_number",
  "processing_error",
  "authentication_required",
  "authentication_failed",
] as const satisfies readonly ErrorCode[];

export type CardErrorCode = (typeof CARD_ERROR_CODES)[number];

/** Why a bank does not pay a debit; they leave the payment payable too. */
const BANK_ERROR_CODES = [
  "account_closed",
  "no_account",
  "account_insufficient_funds",
  "debit_not_authorized",
  "bank_account_unusable",
  // The account is kept in another currency.
  "currency_unsupported",
] as const satisfies readonly ErrorCode[];

export type BankErrorCode = (typeof BANK_ERROR_CODES)[number];

/** Why an attempt to pay has failed. */
export type PaymentErrorCode = CardErrorCode | BankErrorCode;
