import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_PRICE } from "./catalog-objects.ts";

const tag = "Catalog";

const { id, product_id, currency, unit_amount } = EXAMPLE_PRICE;
const monthly = { type: "recurring", recurring_interval: "month" };

export const createPrice: Operation = {
  operation_id: "createPrice",
  summary: "Create a price",
  description:
    "Says what a product costs. The first price of a product is its default price, until another one is made the default. What is paid, in which currency and how often never changes: for other terms, create another price.",
  tag,
  bodies: {
    one_time: { summary: "Paid once", value: { product_id, currency, unit_amount } },
    recurring: {
      summary: "Paid every month, after two weeks for nothing",
      value: {
        product_id,
        nickname: "Monthly",
        currency,
        unit_amount: 1900,
        ...monthly,
        trial_period_days: 14,
      },
    },
  },
  answer: answer("The price.", component("Price"), "Price created successfully", EXAMPLE_PRICE),
  errors: ["resource_missing", "currency_unsupported", "amount_too_large"],
};

export const listPrices: Operation = {
  operation_id: "listPrices",
  summary: "List prices",
  description:
    "Your prices, newest first: all of them, or those of one product, of one type, in one currency, or that can be bought.",
  tag,
  parameters: { limit: 20, product_id, active: true, type: "one_time", currency },
  answer: listAnswer("Prices", "Price", EXAMPLE_PRICE),
  errors: ["resource_missing", "currency_unsupported"],
};

export const getPrice: Operation = {
  operation_id: "getPrice",
  summary: "Get a price",
  description: "The price as it is now.",
  tag,
  parameters: { id },
  answer: answer("The price.", component("Price"), "Price", EXAMPLE_PRICE),
  errors: ["resource_missing"],
};

export const updatePrice: Operation = {
  operation_id: "updatePrice",
  summary: "Update a price",
  description:
    "Changes the fields that you send and leaves the others as they are. The terms of a price (its product, amount, currency, type, interval and trial) never change, because somebody may be paying it: create a new price instead.",
  tag,
  parameters: { id },
  bodies: {
    fields: {
      summary: "A name for it, and a pair of metadata",
      value: { nickname: "Early birds", metadata: { campaign: "spring" } },
    },
    archive: { summary: "Archive it", value: { active: false } },
  },
  answer: answer("The price as it is now.", component("Price"), "Price updated successfully", {
    ...EXAMPLE_PRICE,
    nickname: "Early birds",
    metadata: { campaign: "spring" },
  }),
  errors: ["resource_missing"],
};

export const archivePrice: Operation = {
  operation_id: "archivePrice",
  summary: "Archive a price",
  description:
    "Takes it out of sale, as `active: false` does: nobody can buy at it any more. Sessions that are open with it can still be paid, and `active: true` brings it back.",
  tag,
  parameters: { id },
  answer: answer("The price, archived.", component("Price"), "Price archived", {
    ...EXAMPLE_PRICE,
    active: false,
  }),
  errors: ["resource_missing"],
};
