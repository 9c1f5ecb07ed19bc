import type { BankErrorCode, PaymentErrorCode } from "../../kit/errors.ts";
import { CARD_MESSAGES } from "./card-messages.ts";

/** What a buyer may be told of their bank. */
const BANK_MESSAGES = {
  account_closed: "The bank account has been closed.",
  no_account: "The bank account could not be located.",
  account_insufficient_funds: "The bank account has insufficient funds.",
  debit_not_authorized: "The bank was told by the account's holder that this debit is not authorized.",
  bank_account_unusable: "This bank account cannot be debited. Use another one.",
  currency_unsupported: "The bank account is not kept in the currency of the payment.",
} as const satisfies Record<BankErrorCode, string>;

/** Why a payment has failed, in words. */
export const PAYMENT_MESSAGES: Readonly<Record<PaymentErrorCode, string>> = {
  ...CARD_MESSAGES,
  ...BANK_MESSAGES,
};
