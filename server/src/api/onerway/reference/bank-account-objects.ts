import { Type } from "typebox";
import { ACCOUNT_HOLDER_TYPES, ACCOUNT_TYPES } from "../../../core/payment-methods/payment-method.ts";
import { notForBrowsers, nullable, text } from "./fields.ts";

export const BankAccount = Type.Object(
  {
    account_holder_type: Type.Enum([...ACCOUNT_HOLDER_TYPES], { description: "Whose account it is." }),
    account_type: Type.Enum([...ACCOUNT_TYPES], { description: "What kind of account it is." }),
    bank_name: nullable(text("The bank's name; null where we do not know it.")),
    financial_connections_account: Type.Null({
      description: "Always null: accounts are given by their numbers.",
    }),
    fingerprint: notForBrowsers(text("The same for the same account, so that you recognise it.")),
    last4: text("The last four digits of the account number."),
    networks: Type.Object(
      { preferred: text("The network of the debit."), supported: Type.Array(Type.String()) },
      { description: "How it can be debited." },
    ),
    routing_number: text("The nine digits that name the bank."),
    status_details: Type.Null({ description: "Always null." }),
  },
  { description: "What may be shown of the bank account. Its number never leaves the vault." },
);
