import { expect, test } from "vitest";
import { behaviourOfAccount, testAccount } from "./test-accounts.ts";

test.each([
  ["pm_usBankAccount_success", { kind: "pay" }],
  ["pm_usBankAccount_accountClosed", { kind: "refuse", code: "account_closed" }],
  ["pm_usBankAccount_noAccount", { kind: "refuse", code: "no_account" }],
  ["pm_usBankAccount_insufficientFunds", { kind: "refuse", code: "account_insufficient_funds" }],
  ["pm_usBankAccount_debitNotAuthorized", { kind: "refuse", code: "debit_not_authorized" }],
  ["pm_usBankAccount_invalidCurrency", { kind: "refuse", code: "currency_unsupported" }],
  ["pm_usBankAccount_dispute", { kind: "pay", disputes: [{ reason: "unrecognized" }] }],
  ["pm_usBankAccount_processing", { kind: "keep_waiting" }],
])("%s behaves as its name says", (name, behaviour) => {
  const account = testAccount(name);
  expect(account && behaviourOfAccount(account)).toEqual(behaviour);
});

test.each(["pm_usBankAccount_", "pm_usBankAccount_nobody", "success", "pm_card_visa", ""])(
  "%j is no account's name",
  (name) => {
    expect(testAccount(name)).toBeUndefined();
  },
);
