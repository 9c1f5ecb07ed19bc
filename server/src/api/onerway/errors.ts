import type { ErrorCode } from "../../kit/errors.ts";

type ErrorType =
  | "api_error"
  | "card_error"
  | "idempotency_error"
  | "invalid_request_error"
  | "rate_limit_error";

export interface WireError {
  readonly status: number;
  readonly type: ErrorType;
  readonly code: string | null;
  /** The documented error names this parameter when the refusal itself names none. */
  readonly param?: string;
}

function invalid(status: number, code: string | null): WireError {
  return { status, type: "invalid_request_error", code };
}

function card(code: string, param = "payment_method"): WireError {
  return { status: 402, type: "card_error", code, param };
}

/** Known days after the request that it answers, and then told as the payment's last error. */
function bank(code: string): WireError {
  return { ...invalid(400, code), param: "payment_method" };
}

/** How this API words each refusal. */
export const WIRE_ERRORS = {
  parameter_missing: invalid(400, "parameter_missing"),
  parameter_invalid: invalid(400, "parameter_invalid"),
  parameter_invalid_integer: invalid(400, "parameter_invalid_integer"),
  parameter_unknown: invalid(400, "parameter_unknown"),
  body_malformed: invalid(400, "body_malformed"),
  body_too_large: invalid(413, "body_too_large"),
  headers_too_large: invalid(431, "headers_too_large"),
  request_timeout: invalid(408, "request_timeout"),
  content_type_unsupported: invalid(415, "content_type_unsupported"),
  method_not_allowed: invalid(405, "method_not_allowed"),
  route_not_found: invalid(404, "url_invalid"),
  api_key_missing: invalid(401, null),
  api_key_invalid: invalid(401, "api_key_invalid"),
  permission_denied: invalid(403, "secret_key_required"),
  rate_limited: { status: 429, type: "rate_limit_error", code: "rate_limit" },
  idempotency_key_mismatch: { status: 400, type: "idempotency_error", code: null },
  idempotency_key_in_use: { status: 409, type: "idempotency_error", code: "idempotency_key_in_use" },
  resource_missing: invalid(404, "resource_missing"),
  state_conflict: invalid(400, "payment_intent_unexpected_state"),
  setup_intent_conflict: invalid(400, "setup_intent_unexpected_state"),
  payment_method_conflict: invalid(400, "payment_method_unexpected_state"),
  refund_conflict: invalid(400, "refund_unexpected_state"),
  dispute_conflict: invalid(400, "dispute_unexpected_state"),
  charge_already_refunded: invalid(400, "charge_already_refunded"),
  charge_disputed: invalid(400, "charge_disputed"),
  limit_reached: invalid(400, "limit_reached"),
  amount_too_small: invalid(400, "amount_too_small"),
  amount_too_large: invalid(400, "amount_too_large"),
  currency_unsupported: invalid(400, "invalid_currency"),
  payment_method_incompatible: invalid(400, "payment_intent_incompatible_payment_method"),
  catalog_reference_required: invalid(400, "catalog_reference_required"),
  session_expired: invalid(400, "session_expired"),
  session_complete: invalid(400, "session_complete"),
  amount_changed: invalid(400, "amount_changed"),
  card_declined: card("card_declined"),
  insufficient_funds: card("insufficient_funds"),
  expired_card: card("expired_card"),
  incorrect_cvc: card("incorrect_cvc"),
  incorrect_number: card("invalid_number", "card[number]"),
  processing_error: card("processing_error"),
  authentication_required: card("authentication_required"),
  authentication_failed: card("payment_intent_authentication_failure"),
  routing_number_invalid: invalid(400, "routing_number_invalid"),
  account_number_invalid: invalid(400, "account_number_invalid"),
  account_closed: bank("account_closed"),
  no_account: bank("no_account"),
  account_insufficient_funds: bank("insufficient_funds"),
  debit_not_authorized: bank("debit_not_authorized"),
  bank_account_unusable: bank("bank_account_unusable"),
  overloaded: { status: 503, type: "api_error", code: "overloaded" },
  tax_unavailable: { status: 503, type: "api_error", code: "tax_unavailable" },
  internal: { status: 500, type: "api_error", code: null },
} as const satisfies Record<ErrorCode, WireError>;
