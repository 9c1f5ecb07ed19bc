import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_CUSTOMER } from "./customer-objects.ts";

const tag = "Customers";
const { id, email, name, metadata } = EXAMPLE_CUSTOMER;

export const createCustomer: Operation = {
  operation_id: "createCustomer",
  summary: "Create a customer",
  description:
    "Remembers a buyer, whose cards can then be saved and charged again. Nothing keeps you from making two customers with one address.",
  tag,
  bodies: { customer: { summary: "A customer", value: { email, name, metadata } } },
  answer: answer("The customer.", component("Customer"), "Customer created successfully", EXAMPLE_CUSTOMER),
  errors: [],
};

export const listCustomers: Operation = {
  operation_id: "listCustomers",
  summary: "List customers",
  description: "Your customers, newest first; with `email`, those who have exactly this address.",
  tag,
  parameters: { limit: 20 },
  answer: listAnswer("Customers", "Customer", EXAMPLE_CUSTOMER),
  errors: [],
};

export const getCustomer: Operation = {
  operation_id: "getCustomer",
  summary: "Get a customer",
  description: "The customer as it is now.",
  tag,
  parameters: { id },
  answer: answer("The customer.", component("Customer"), "Customer", EXAMPLE_CUSTOMER),
  errors: ["resource_missing"],
};

export const updateCustomer: Operation = {
  operation_id: "updateCustomer",
  summary: "Update a customer",
  description:
    'Changes what is given and leaves the rest; null takes a value away. Metadata is merged: a value of `""` removes its name.',
  tag,
  parameters: { id },
  bodies: { phone: { summary: "A telephone number", value: { phone: "+49 30 901820" } } },
  answer: answer("The customer.", component("Customer"), "Customer updated successfully", {
    ...EXAMPLE_CUSTOMER,
    phone: "+49 30 901820",
  }),
  errors: ["resource_missing"],
};

export const deleteCustomer: Operation = {
  operation_id: "deleteCustomer",
  summary: "Delete a customer",
  description:
    "Forgets a customer for good: the saved cards are detached and can no longer be charged. Payments stay as they are.",
  tag,
  parameters: { id },
  answer: answer(
    "What is gone.",
    {
      type: "object",
      required: ["id", "deleted"],
      properties: { id: { type: "string" }, deleted: { const: true } },
    },
    "Customer deleted",
    { id, deleted: true },
  ),
  errors: ["resource_missing"],
};
