import { Type } from "typebox";
import {
  ACCOUNT_HOLDER_TYPES,
  ACCOUNT_TYPES,
  type BankAccountMethod,
} from "../../core/payment-methods/payment-method.ts";

/** What a bank account is made of on the wire. */
export const BankAccountBody = Type.Object(
  {
    account_number: Type.String({
      minLength: 1,
      maxLength: 40,
      description: "4 to 17 digits; spaces and dashes do not matter.",
    }),
    routing_number: Type.String({
      minLength: 1,
      maxLength: 40,
      description: "The nine digits that name the bank.",
    }),
    account_holder_type: Type.Enum([...ACCOUNT_HOLDER_TYPES], { description: "Whose account it is." }),
    account_type: Type.Optional(
      Type.Enum([...ACCOUNT_TYPES], { default: "checking", description: "What kind of account it is." }),
    ),
  },
  {
    additionalProperties: false,
    description: "An account at a bank in the United States; required when the type is `us_bank_account`.",
  },
);

/** A bank account as it may be seen: never its number. */
export function presentBankAccount({ us_bank_account, fingerprint, last4 }: BankAccountMethod) {
  return {
    account_holder_type: us_bank_account.account_holder_type,
    account_type: us_bank_account.account_type,
    bank_name: us_bank_account.bank_name,
    financial_connections_account: null,
    fingerprint,
    last4,
    networks: { preferred: "ach", supported: ["ach"] },
    routing_number: us_bank_account.routing_number,
    status_details: null,
  };
}
