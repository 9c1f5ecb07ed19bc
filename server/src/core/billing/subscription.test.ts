import { expect, test } from "vitest";
import {
  formatInvoiceNumber,
  INVOICE_STATUSES,
  INVOICE_TRANSITIONS,
  invoiceMayBecome,
} from "./invoices/invoice.ts";
import { SUBSCRIPTION_STATUSES, SUBSCRIPTION_TRANSITIONS, subscriptionMayBecome } from "./subscription.ts";

test("every status of a subscription can be reached, and nothing leads out of an end", () => {
  const reachable = new Set<string>(["incomplete", ...Object.values(SUBSCRIPTION_TRANSITIONS).flat()]);
  expect([...reachable].sort()).toEqual([...SUBSCRIPTION_STATUSES].sort());
  for (const end of ["canceled", "incomplete_expired"] as const) {
    expect(SUBSCRIPTION_STATUSES.filter((status) => subscriptionMayBecome(end, status))).toEqual([]);
  }
});

test("a subscription that has begun never waits for its first payment again", () => {
  for (const status of SUBSCRIPTION_STATUSES) {
    expect(subscriptionMayBecome(status, "incomplete")).toBe(false);
  }
});

test("every status of an invoice can be reached, and what was paid or voided stays so", () => {
  const reachable = new Set<string>(["draft", ...Object.values(INVOICE_TRANSITIONS).flat()]);
  expect([...reachable].sort()).toEqual([...INVOICE_STATUSES].sort());
  for (const end of ["paid", "void"] as const) {
    expect(INVOICE_STATUSES.filter((status) => invoiceMayBecome(end, status))).toEqual([]);
  }
});

test("invoice numbers sort as they were given", () => {
  expect([1, 42, 1_234_567].map(formatInvoiceNumber)).toEqual(["INV-000001", "INV-000042", "INV-1234567"]);
});
