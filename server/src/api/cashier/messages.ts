import type { ErrorCode } from "../../kit/errors.ts";
import type { Refusal } from "../../kit/result.ts";
import type { FailureBody } from "./checkout-view.ts";

/** The cashier page's own word, and the HTTP status, for each refusal. The page translates the word for the buyer. */
const CASHIER_ERRORS = {
  parameter_missing: [400, "invalid_field"],
  parameter_invalid: [400, "invalid_field"],
  parameter_invalid_integer: [400, "invalid_field"],
  parameter_unknown: [400, "invalid_field"],
  body_malformed: [400, "invalid_field"],
  body_too_large: [413, "invalid_field"],
  headers_too_large: [431, "invalid_field"],
  request_timeout: [408, "unavailable"],
  content_type_unsupported: [415, "invalid_field"],
  method_not_allowed: [405, "not_found"],
  route_not_found: [404, "not_found"],
  api_key_missing: [401, "wrong_token"],
  api_key_invalid: [401, "wrong_token"],
  permission_denied: [403, "wrong_token"],
  rate_limited: [429, "rate_limited"],
  idempotency_key_mismatch: [409, "internal"],
  idempotency_key_in_use: [409, "payment_in_progress"],
  resource_missing: [404, "not_found"],
  state_conflict: [409, "payment_in_progress"],
  setup_intent_conflict: [409, "payment_in_progress"],
  payment_method_conflict: [409, "payment_in_progress"],
  refund_conflict: [409, "internal"],
  dispute_conflict: [409, "internal"],
  charge_already_refunded: [409, "internal"],
  charge_disputed: [409, "internal"],
  limit_reached: [409, "internal"],
  amount_too_small: [400, "internal"],
  amount_too_large: [400, "internal"],
  currency_unsupported: [400, "internal"],
  payment_method_incompatible: [400, "internal"],
  catalog_reference_required: [400, "internal"],
  session_expired: [410, "session_expired"],
  session_complete: [409, "session_complete"],
  amount_changed: [409, "amount_changed"],
  card_declined: [402, "card_declined"],
  insufficient_funds: [402, "insufficient_funds"],
  expired_card: [402, "expired_card"],
  incorrect_cvc: [402, "incorrect_cvc"],
  incorrect_number: [402, "incorrect_number"],
  processing_error: [402, "processing_error"],
  authentication_required: [402, "authentication_failed"],
  authentication_failed: [402, "authentication_failed"],
  routing_number_invalid: [400, "internal"],
  account_number_invalid: [400, "internal"],
  account_closed: [402, "card_declined"],
  no_account: [402, "card_declined"],
  account_insufficient_funds: [402, "card_declined"],
  debit_not_authorized: [402, "card_declined"],
  bank_account_unusable: [402, "card_declined"],
  overloaded: [503, "unavailable"],
  tax_unavailable: [503, "unavailable"],
  internal: [500, "internal"],
} as const satisfies Record<ErrorCode, readonly [status: number, code: string]>;

/** The page's field for a parameter of a refusal. */
const FIELDS: Readonly<Record<string, string>> = {
  "card.number": "number",
  "card.exp_month": "exp",
  "card.exp_year": "exp",
  "card.cvc": "cvc",
  buyer_country: "country",
  buyer_region: "region",
  buyer_postal_code: "postal_code",
};

/** The saved card is not there any more, or never was: the buyer chooses another. */
const CARD_GONE = [409, "card_gone"] as const;

/** The body of a refusal, and its status. */
export function describeCashierRefusal({ refused, param }: Refusal): {
  status: number;
  body: FailureBody;
} {
  const [status, code] = param === "payment_method_id" ? CARD_GONE : CASHIER_ERRORS[refused];
  return { status, body: { error: { code, field: fieldOf(param) } } };
}

function fieldOf(param: string | undefined): string | undefined {
  return param === undefined ? undefined : (FIELDS[param] ?? param);
}
