import type { BankErrorCode } from "../../kit/errors.ts";
import type { SampleBankAccount } from "../connector.ts";
import type { DisputePlan } from "./dispute-plan.ts";

/** How the simulated bank behaves for an account number. */
export type AccountBehaviour =
  | { readonly kind: "pay"; readonly disputes?: readonly DisputePlan[] }
  | { readonly kind: "refuse"; readonly code: BankErrorCode }
  /** The bank never says anything. */
  | { readonly kind: "keep_waiting" };

/** The bank of test mode. Other banks may have the same account numbers, and somebody's money in them. */
const TEST_ROUTING_NUMBER = "110000000";

function refuse(code: BankErrorCode): AccountBehaviour {
  return { kind: "refuse", code };
}

/** The test accounts, by number. https://docs.stripe.com/payments/ach-direct-debit names the same behaviours. */
const BEHAVIOURS: ReadonlyMap<string, AccountBehaviour> = new Map<string, AccountBehaviour>([
  ["000123456789", { kind: "pay" }],
  ["000111111113", refuse("account_closed")],
  ["000111111116", refuse("no_account")],
  ["000222222227", refuse("account_insufficient_funds")],
  ["000333333335", refuse("debit_not_authorized")],
  ["000444444440", refuse("currency_unsupported")],
  // Its holder objects to the debit some time after it was paid.
  ["000555555559", { kind: "pay", disputes: [{ reason: "unrecognized" }] }],
  ["000000000009", { kind: "keep_waiting" }],
]);

/** In test mode no other account is ever debited: it may be somebody's own, typed into the wrong place. */
export function behaviourOfAccount(account: SampleBankAccount): AccountBehaviour {
  const known =
    account.routing_number === TEST_ROUTING_NUMBER ? BEHAVIOURS.get(account.account_number) : undefined;
  return known ?? refuse("bank_account_unusable");
}

/** The accounts that a test may call by name. */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ["success", "000123456789"],
  ["accountClosed", "000111111113"],
  ["noAccount", "000111111116"],
  ["insufficientFunds", "000222222227"],
  ["debitNotAuthorized", "000333333335"],
  ["invalidCurrency", "000444444440"],
  ["dispute", "000555555559"],
  ["processing", "000000000009"],
]);

const PREFIX = "pm_usBankAccount_";

/** The test account that goes by a name such as `pm_usBankAccount_success`; undefined when none does. */
export function testAccount(name: string): SampleBankAccount | undefined {
  const account_number = name.startsWith(PREFIX) ? NUMBERS.get(name.slice(PREFIX.length)) : undefined;
  return account_number === undefined ? undefined : { account_number, routing_number: TEST_ROUTING_NUMBER };
}
