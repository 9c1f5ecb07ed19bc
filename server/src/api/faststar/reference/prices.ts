import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_PRICE } from "./catalog-objects.ts";

const tag = "Catalog";

const { product_id, currency, unit_amount } = EXAMPLE_PRICE;
const monthly = { type: "recurring", recurring_interval: "month" };

export const createPrice: Operation = {
  operation_id: "createPrice",
  summary: "Create a price",
  description:
    "Says what a product costs. The first price of a product is its default price, until another one is made the default.",
  tag,
  bodies: {
    one_time: { summary: "Paid once", value: { product_id, currency, unit_amount } },
    recurring: {
      summary: "Paid every month",
      value: { product_id, currency, unit_amount: 1900, ...monthly },
    },
  },
  answer: answer("The price.", component("Price"), "Price created successfully", EXAMPLE_PRICE),
  errors: ["resource_missing", "currency_unsupported", "amount_too_large"],
};

export const listPrices: Operation = {
  operation_id: "listPrices",
  summary: "List prices",
  description: "Your prices, newest first: all of them, or those of one product.",
  tag,
  parameters: { limit: 20, product_id },
  answer: listAnswer("Prices", "Price", EXAMPLE_PRICE),
  errors: ["resource_missing"],
};
