import type { ErrorCode } from "../../kit/errors.ts";

/** The HTTP status of each refusal in this API. */
export const STATUS = {
  parameter_missing: 400,
  parameter_invalid: 400,
  parameter_invalid_integer: 400,
  parameter_unknown: 400,
  body_malformed: 400,
  body_too_large: 413,
  headers_too_large: 431,
  request_timeout: 408,
  content_type_unsupported: 415,
  method_not_allowed: 405,
  route_not_found: 404,
  api_key_missing: 401,
  api_key_invalid: 401,
  permission_denied: 403,
  rate_limited: 429,
  idempotency_key_mismatch: 400,
  idempotency_key_in_use: 409,
  resource_missing: 404,
  state_conflict: 409,
  limit_reached: 409,
  amount_too_small: 400,
  amount_too_large: 400,
  currency_unsupported: 400,
  catalog_reference_required: 400,
  session_expired: 400,
  session_complete: 400,
  amount_changed: 409,
  card_declined: 402,
  insufficient_funds: 402,
  expired_card: 402,
  incorrect_cvc: 402,
  incorrect_number: 402,
  processing_error: 402,
  authentication_required: 402,
  authentication_failed: 402,
  overloaded: 503,
  tax_unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

/** The `error.code` of each refusal: the core's word, but for what has an established name. */
export const CODE: Partial<Record<ErrorCode, string>> = {
  idempotency_key_mismatch: "idempotency_error",
};
