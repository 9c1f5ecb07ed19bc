import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type {
  BankAccountDetails,
  BankAccountMethod,
  BillingDetails,
  PaymentMethod,
} from "./payment-method.ts";
import { isRoutingNumber } from "./routing-number.ts";
import { insertPaymentMethod } from "./store.ts";

export interface NewBankAccount extends Omit<BankAccountDetails, "bank_name"> {
  /** Digits; spaces and dashes are taken out. */
  readonly account_number: string;
  readonly billing_details: BillingDetails;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Puts a bank account into the vault and answers the payment method that stands for it. */
export function createBankAccount(
  core: Core,
  scope: Scope,
  account: NewBankAccount,
  exchange: Exchange<PaymentMethod>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, (transaction) =>
    saveBankAccount(core, scope, transaction, account),
  );
}

/** Checks a bank account and stores it, within the caller's transaction. */
export async function saveBankAccount(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  account: NewBankAccount,
): Promise<BankAccountMethod | Refusal> {
  const checked = checkNumbers(account);
  if (isRefusal(checked)) return checked;
  const { account_number, routing_number } = checked;
  const { account_holder_type, account_type, billing_details, metadata } = account;
  const numbers = { account_number, routing_number, account_holder_type, account_type };
  const stored = await core.vault.storeBankAccount(transaction, scope, numbers);
  const bank_name = BANK_NAMES.get(routing_number) ?? null;
  const method: BankAccountMethod = {
    id: core.new_id(),
    type: "us_bank_account",
    ...stored,
    last4: account_number.slice(-4),
    us_bank_account: { account_holder_type, account_type, bank_name, routing_number },
    billing_details,
    metadata,
    customer_id: null,
    setup_connector: null,
    setup_reference: null,
    detached_at: null,
    created_at: core.clock.now(),
  };
  await insertPaymentMethod(transaction, scope, method);
  return method;
}

/** There is no free directory of banks; the bank of test mode is our own. */
const BANK_NAMES: ReadonlyMap<string, string> = new Map([["110000000", "STARWAY TEST BANK"]]);

const withoutSeparators = (digits: string) => digits.replace(/[\s-]/g, "");

/** Whether the digits can be an account at a bank; asks nobody. */
function checkNumbers(account: NewBankAccount): { account_number: string; routing_number: string } | Refusal {
  const routing_number = withoutSeparators(account.routing_number);
  if (!isRoutingNumber(routing_number)) {
    return refuse(
      "routing_number_invalid",
      "The routing number is not one of a bank in the United States: nine digits, of which the last checks the others.",
      "us_bank_account.routing_number",
    );
  }
  const account_number = withoutSeparators(account.account_number);
  if (!/^\d{4,17}$/.test(account_number)) {
    return refuse(
      "account_number_invalid",
      "The account number must have 4 to 17 digits.",
      "us_bank_account.account_number",
    );
  }
  return { account_number, routing_number };
}
