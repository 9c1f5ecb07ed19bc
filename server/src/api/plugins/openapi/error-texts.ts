import type { ErrorCode } from "../../../kit/errors.ts";

/** An error in words, and how its answer may read. */
export interface ErrorText {
  readonly meaning: string;
  readonly remedy: string;
  readonly message: string;
  readonly param?: string;
}

/** The words of docs/errors.md, for the documents. */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
  parameter_missing: {
    meaning: "A required field is not there.",
    remedy: "Send the field that `param` names.",
    message: "Missing required parameter: currency.",
    param: "currency",
  },
  parameter_invalid: {
    meaning:
      "A field has a value that cannot be used: not in the list, too long, not a URL, not an existing country.",
    remedy: "Correct the field as the message says.",
    message: "Invalid metadata: it must be object.",
    param: "metadata",
  },
  parameter_invalid_integer: {
    meaning:
      "A field must be a whole number, within limits. Amounts are integers of the currency's minor unit.",
    remedy: 'Send `1079` for 10.79 USD, not `10.79` and not `"10.79"`.',
    message: "Invalid amount: it must be integer.",
    param: "amount",
  },
  parameter_unknown: {
    meaning:
      "A field or a query parameter does not exist here. It may be misspelt, or belong to the other API.",
    remedy: "Take it out, or correct its name.",
    message: "Received unknown parameter: ammount.",
    param: "ammount",
  },
  body_malformed: {
    meaning: "The body is not JSON (or not a form), not UTF-8, not an object, or nested too deeply.",
    remedy: "Let a library write the JSON.",
    message: "The body is not valid JSON.",
  },
  body_too_large: {
    meaning: "The body is larger than 1 MiB.",
    remedy: "Send less.",
    message: "The body is larger than 1 MiB.",
  },
  headers_too_large: {
    meaning: "The address and the headers of the request are larger than 16 KiB together.",
    remedy: "Send long values in the body, and fewer cookies and headers.",
    message: "The address and the headers of the request are larger than 16 KiB together.",
  },
  request_timeout: {
    meaning: "The request did not arrive completely within 30 seconds, or its headers within 10.",
    remedy: "Send it again, with the same `Idempotency-Key`.",
    message: "The request did not arrive completely in time. Send it again.",
  },
  content_type_unsupported: {
    meaning: "The header `Content-Type` names a format or a charset that the API does not read.",
    remedy: "Send `application/json` in UTF-8.",
    message: "Unsupported Content-Type. Send application/json.",
  },
  method_not_allowed: {
    meaning: "The address exists, but not for this method.",
    remedy: "Use one of the methods in the header `Allow`.",
    message: "PATCH is not allowed here. Allowed: GET, POST.",
  },
  route_not_found: {
    meaning: "There is nothing at this address.",
    remedy: "Compare the path with the reference.",
    message: "There is nothing at GET /nowhere.",
  },
  api_key_missing: {
    meaning: "The request carries no API key.",
    remedy: "Send your secret key in the header that the API asks for.",
    message: "You did not provide an API key.",
  },
  api_key_invalid: {
    meaning: "No merchant has this key, or it was revoked.",
    remedy: "Copy the key again; keys of another installation do not work here.",
    message: "Invalid API key provided: sk_test_****4f2a",
  },
  permission_denied: {
    meaning: "The key is publishable (`pk_…`), and this needs a secret one.",
    remedy: "Send the request from your server, with its `sk_…` key.",
    message:
      "This is a publishable key, which may be seen in browsers. Use your secret key, and only on your server.",
  },
  rate_limited: {
    meaning:
      "The merchant has made more requests in a minute than its plan allows; both APIs count together. Or an address has sent more than 300 without a good key. Or too many cards were declined that a buyer's browser tried, from one address, with one card, or for one payment.",
    remedy: "Wait as many seconds as `Retry-After` says.",
    message: "More than 100 requests in a minute. Try again in 21 seconds.",
  },
  idempotency_key_mismatch: {
    meaning: "The `Idempotency-Key` was used before, with other parameters.",
    remedy: "Use a new key for a new request, and the same key only to repeat one.",
    message:
      "This Idempotency-Key was used with other parameters. Send the same request again, or use a new key.",
  },
  idempotency_key_in_use: {
    meaning: "The first request with this key is still waiting for the processor.",
    remedy: "Wait a moment and send the same request again.",
    message:
      "A request with this Idempotency-Key is still being carried out. Wait a moment and send it again.",
  },
  resource_missing: {
    meaning: "This merchant has nothing with that id in this mode.",
    remedy: "Check the id, and that test keys are used with test ids.",
    message: "No such product.",
    param: "id",
  },
  state_conflict: {
    meaning:
      "The thing is in a state in which this cannot be done: a payment that has succeeded cannot be canceled.",
    remedy: "Read it again and decide anew.",
    message: "This payment cannot be canceled because its status is succeeded.",
  },
  setup_intent_conflict: {
    meaning:
      "The setup intent is in a state in which this cannot be done: one that has succeeded cannot be confirmed again.",
    remedy: "Read it again and decide anew.",
    message: "This setup intent cannot be confirmed because its status is succeeded.",
  },
  payment_method_conflict: {
    meaning:
      "The payment method is in a state in which this cannot be done: one that belongs to a customer cannot be attached again.",
    remedy: "Read it again and decide anew; a detached one is never usable again.",
    message: "This payment method has already been attached to a customer.",
    param: "payment_method",
  },
  refund_conflict: {
    meaning:
      "The refund is in a state in which this cannot be done: one that has succeeded cannot be called off.",
    remedy: "Read it again and decide anew.",
    message: "This refund cannot be canceled because its status is succeeded.",
  },
  dispute_conflict: {
    meaning:
      "The dispute is in a state in which this cannot be done: evidence is given once, and not after the end.",
    remedy: "Read it again and decide anew.",
    message: "Evidence can no longer be given in this dispute because its status is lost.",
  },
  charge_already_refunded: {
    meaning: "All of the payment has gone back to the buyer already, or is on its way there.",
    remedy: "Look at the payment's refunds: the one that you want is probably among them.",
    message: "This payment has been refunded in full: 0 of 2000 is left, in the smallest unit of USD.",
  },
  charge_disputed: {
    meaning: "The buyer's bank has taken the money back in a dispute, so that nothing is left to refund.",
    remedy: "Answer the dispute, or give it up; do not refund it as well.",
    message:
      "This payment is disputed: the buyer's bank has taken back 2000 of 2000 in the smallest unit of USD, and nothing is left to refund.",
  },
  limit_reached: {
    meaning: "There are as many of these as there can be, such as 16 webhook endpoints.",
    remedy: "Delete one that is no longer needed.",
    message: "There are 16 webhook endpoints already, which is the most there can be. Delete one first.",
  },
  amount_too_small: {
    meaning: "The amount is below the least that can be charged in its currency, for example 50 in USD.",
    remedy: "Charge more, or collect several sales in one payment.",
    message: "Amount must be at least 50 in the smallest unit of USD.",
    param: "amount",
  },
  amount_too_large: {
    meaning:
      "The amount is above 99,999,999 minor units, a refund is above what is left of its payment, or a capture is above what was authorised.",
    remedy: "Split the payment, or refund or capture no more than the message says.",
    message: "Amount must be no more than 99999999 in the smallest unit of USD.",
    param: "amount",
  },
  currency_unsupported: {
    meaning: "The currency is not a three-letter ISO 4217 code that anybody can be charged in.",
    remedy: "Send a code such as `usd`, in upper or lower case.",
    message: "Invalid currency: usx. Give a three-letter ISO 4217 code such as usd.",
    param: "currency",
  },
  payment_method_incompatible: {
    meaning:
      "The payment cannot be paid with a payment method of that type: it is not among the payment's types, does not go with its currency, or is not charged here.",
    remedy: "Use another payment method, or make a payment that takes this type.",
    message:
      "This payment method is a us_bank_account, and the payment takes card. Give another, or name its type in payment_method_types when you make the payment.",
    param: "payment_method",
  },
  catalog_reference_required: {
    meaning:
      "A merchant in `mor` mode sells from its catalog only, because the seller has to know what is taxed.",
    remedy: "Make a product and a price, and name one of them in the line.",
    message: "line_items[0] must reference a price_id or product_id of your catalog.",
    param: "line_items[0].price_id",
  },
  session_expired: {
    meaning: "The checkout session is over: its time is up, or it was ended.",
    remedy: "Make a new session.",
    message: "This session has expired.",
  },
  session_complete: {
    meaning: "The checkout session has been paid.",
    remedy: "Nothing; fulfil the order.",
    message: "This session has been paid and cannot expire.",
  },
  amount_changed: {
    meaning:
      "The buyer pressed the button for another total than the session now has, for instance because the tax followed a new address.",
    remedy: "Show the new total and let the buyer decide.",
    message: "The amount has changed. Show the new total to the buyer.",
  },
  card_declined: {
    meaning: "The issuer said no. Its finer reason, where it gave one, is the `decline_code`.",
    remedy: "Ask the buyer for another card. Do not tell a buyer that a card is reported lost or stolen.",
    message: "Your card was declined.",
  },
  insufficient_funds: {
    meaning: "There is not enough money behind the card.",
    remedy: "Ask for another card, or try again later.",
    message: "Your card has insufficient funds.",
  },
  expired_card: {
    meaning: "The card has expired.",
    remedy: "Ask for a card that is valid.",
    message: "Your card has expired.",
  },
  incorrect_cvc: {
    meaning: "The security code is wrong, or has too many or too few digits.",
    remedy: "Let the buyer type it again.",
    message: "Your card's security code is incorrect.",
  },
  incorrect_number: {
    meaning: "The number cannot be a card number: its length or its check digit is wrong.",
    remedy: "Let the buyer type it again.",
    message: "Your card number is incorrect.",
  },
  processing_error: {
    meaning: "The processor or the issuer could not handle the payment.",
    remedy: "Try again in a while.",
    message: "An error occurred while processing your card. Try again in a little bit.",
  },
  authentication_required: {
    meaning: "The issuer wants the buyer to authenticate, and no buyer is there to do it.",
    remedy: "Bring the buyer back to the payment.",
    message: "Your card requires authentication.",
  },
  authentication_failed: {
    meaning: "The buyer did not authenticate: failed, gave up, or never came back.",
    remedy: "Let the buyer try again, or ask for another card.",
    message: "The card could not be authenticated. Choose a different card and try again.",
  },
  routing_number_invalid: {
    meaning: "The number cannot name a bank in the United States: its length or its check digit is wrong.",
    remedy: "Let the buyer type it again; in test mode, use 110000000.",
    message:
      "The routing number is not one of a bank in the United States: nine digits, of which the last checks the others.",
    param: "us_bank_account.routing_number",
  },
  account_number_invalid: {
    meaning: "The account number has too few or too many digits, or something that is not a digit.",
    remedy: "Let the buyer type it again.",
    message: "The account number must have 4 to 17 digits.",
    param: "us_bank_account.account_number",
  },
  account_closed: {
    meaning: "The bank account has been closed.",
    remedy: "Ask for another way to pay.",
    message: "The bank account has been closed.",
  },
  no_account: {
    meaning: "The bank knows no account of that number.",
    remedy: "Let the buyer give the account again, or pay in another way.",
    message: "The bank account could not be located.",
  },
  account_insufficient_funds: {
    meaning: "There is not enough money in the bank account.",
    remedy: "Agree with the buyer on a time to try again.",
    message: "The bank account has insufficient funds.",
  },
  debit_not_authorized: {
    meaning: "The account's holder has told the bank that this debit was not authorized.",
    remedy: "Do not debit the account again until the buyer has agreed anew.",
    message: "The bank was told by the account's holder that this debit is not authorized.",
  },
  bank_account_unusable: {
    meaning:
      "The account cannot be debited. In test mode this is said of every account that is not a test account.",
    remedy: "Ask for another account; in test mode, use one of the test accounts.",
    message: "This bank account cannot be debited. Use another one.",
  },
  overloaded: {
    meaning:
      "More requests are under way than can be answered soon. Nothing was done with this one, and its `Idempotency-Key` is free.",
    remedy: "Send it again after the seconds in `Retry-After`.",
    message: "Too many requests are waiting. Try again in a second.",
  },
  tax_unavailable: {
    meaning:
      "The tax provider did not answer, so it is not known what the buyer would have to pay. Nothing was sold.",
    remedy: "Send the same request again after the seconds in `Retry-After`.",
    message:
      "The tax could not be calculated just now, so nothing was sold. Send the same request again in a few seconds.",
  },
  internal: {
    meaning:
      "Something went wrong on our side. Money that may have moved is looked up at the processor and settled.",
    remedy:
      "Send the same request with the same `Idempotency-Key`; if it stays, look the `request_id` up in the log.",
    message: "Something went wrong on our side. Nothing is lost; try again with the same Idempotency-Key.",
  },
};
