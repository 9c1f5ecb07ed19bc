import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_CUSTOMER } from "./customer-objects.ts";

const tag = "Customers";
const { id, email, name, metadata } = EXAMPLE_CUSTOMER;
const phone = "+49 30 901820";

export const createCustomer: Operation = {
  operation_id: "createCustomer",
  summary: "Create a customer",
  description:
    "Remembers a buyer, whose cards can then be kept and charged again. With `payment_method` the customer has a card from the start. Nothing keeps you from making two customers with one address.",
  tag,
  bodies: { customer: { summary: "A customer", value: { email, name, metadata } } },
  answer: answer("The customer.", "Customer", EXAMPLE_CUSTOMER),
  errors: [
    "resource_missing",
    "payment_method_conflict",
    "card_declined",
    "insufficient_funds",
    "expired_card",
    "incorrect_cvc",
    "processing_error",
  ],
};

export const listCustomers: Operation = {
  operation_id: "listCustomers",
  summary: "List customers",
  description: "Your customers, newest first; with `email`, those who have exactly this address.",
  tag,
  parameters: { limit: 10 },
  answer: listAnswer("/v1/customers", "Customer", EXAMPLE_CUSTOMER),
  errors: ["resource_missing"],
};

export const getCustomer: Operation = {
  operation_id: "getCustomer",
  summary: "Retrieve a customer",
  description: "The customer as it is now; of a deleted one, that it was deleted.",
  tag,
  parameters: { id },
  answer: {
    description: "The customer.",
    schema: { anyOf: [component("Customer"), component("DeletedCustomer")] },
    example: EXAMPLE_CUSTOMER,
  },
  errors: ["resource_missing"],
};

export const updateCustomer: Operation = {
  operation_id: "updateCustomer",
  summary: "Update a customer",
  description:
    "Changes what is given and leaves the rest; an empty value takes a value away. Metadata is merged: an empty value removes its name.",
  tag,
  parameters: { id },
  bodies: { phone: { summary: "A telephone number", value: { phone } } },
  answer: answer("The customer.", "Customer", { ...EXAMPLE_CUSTOMER, phone }),
  errors: ["resource_missing"],
};

export const deleteCustomer: Operation = {
  operation_id: "deleteCustomer",
  summary: "Delete a customer",
  description:
    "Forgets a customer for good: the cards are detached and can no longer be charged, and what the customer pays for regularly ends. Payments stay as they are.",
  tag,
  parameters: { id },
  answer: answer("The id of what is gone.", "DeletedCustomer", {
    id: exampleId("customer"),
    object: "customer",
    deleted: true,
  }),
  errors: ["resource_missing"],
};
