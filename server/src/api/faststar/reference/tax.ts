import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component } from "./answers.ts";
import { EXAMPLE_TAX_QUOTE } from "./tax-objects.ts";

const tag = "Tax";

export const calculateTax: Operation = {
  operation_id: "calculateTax",
  summary: "Calculate tax",
  description:
    "Tries out what the tax of a sale would be, for a price list or a cart. A checkout session computes its own. In the United States only the state's part is known, so the answer is an estimate and says so.",
  tag,
  bodies: {
    consumer: { summary: "A consumer in Germany", value: { amount: 1000, country: "DE" } },
    state: {
      summary: "Software as a service, sold to Texas",
      value: { amount: 1000, country: "US", region: "TX", tax_category: "saas", currency: "USD" },
    },
    business: {
      summary: "A company in another member state, which owes the tax itself",
      value: {
        amount: 1000,
        country: "DE",
        tax_category: "software",
        currency: "EUR",
        customer_tax_id: "DE136695976",
      },
    },
  },
  answer: answer("The tax.", component("TaxQuote"), "Tax calculated successfully", EXAMPLE_TAX_QUOTE),
  errors: ["currency_unsupported", "amount_too_large", "tax_unavailable"],
};
