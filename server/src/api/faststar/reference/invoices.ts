import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_INVOICE } from "./billing-objects.ts";

const tag = "Subscriptions";

const { id, customer_id, subscription_id } = EXAMPLE_INVOICE;

export const listInvoices: Operation = {
  operation_id: "listInvoices",
  summary: "List invoices",
  description:
    "The invoices of your subscriptions, newest first: all of them, those of one customer or subscription, or those in one state.",
  tag,
  parameters: { limit: 20, customer_id, subscription_id, status: "paid" },
  answer: listAnswer("Invoices", "Invoice", EXAMPLE_INVOICE),
  errors: ["resource_missing"],
};

export const getInvoice: Operation = {
  operation_id: "getInvoice",
  summary: "Get an invoice",
  description: "The invoice of one period of a subscription, with the tax of each line.",
  tag,
  parameters: { id },
  answer: answer("The invoice.", component("Invoice"), "Invoice", EXAMPLE_INVOICE),
  errors: ["resource_missing"],
};
