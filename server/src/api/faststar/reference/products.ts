import { TAX_CATEGORIES } from "../../../core/tax/categories.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_PRICE, EXAMPLE_PRODUCT } from "./catalog-objects.ts";

const tag = "Catalog";

const { id, name, description, tax_category, images, metadata } = EXAMPLE_PRODUCT;

const categories = TAX_CATEGORIES.map(({ code, description }) => `- \`${code}\`: ${description}`).join("\n");

export const createProduct: Operation = {
  operation_id: "createProduct",
  summary: "Create a product",
  description: `Adds something to your catalog. It can be sold as soon as it has a price. A Merchant of Record sells from the catalog only, because what is sold decides the tax: say it with one of these categories.

${categories}`,
  tag,
  bodies: { product: { summary: "A product", value: { name, description, tax_category, images, metadata } } },
  answer: answer("The product.", component("Product"), "Product created successfully", EXAMPLE_PRODUCT),
  errors: [],
};

export const listProducts: Operation = {
  operation_id: "listProducts",
  summary: "List products",
  description: "Your products, newest first: all of them, those that can be bought, or the archived ones.",
  tag,
  parameters: { limit: 20, active: true },
  answer: listAnswer("Products", "Product", { ...EXAMPLE_PRODUCT, default_price_id: EXAMPLE_PRICE.id }),
  errors: [],
};

export const getProduct: Operation = {
  operation_id: "getProduct",
  summary: "Get a product",
  description: "The product as it is now.",
  tag,
  parameters: { id },
  answer: answer("The product.", component("Product"), "Product", EXAMPLE_PRODUCT),
  errors: ["resource_missing"],
};

export const updateProduct: Operation = {
  operation_id: "updateProduct",
  summary: "Update a product",
  description:
    "Changes the fields that you send and leaves the others as they are; null empties one. Open sessions keep what they show and what they cost.",
  tag,
  parameters: { id },
  bodies: {
    fields: {
      summary: "Another name and one more pair of metadata",
      value: { name: "Pocket star atlas, second edition", metadata: { print_run: "2" } },
    },
    archive: { summary: "Archive it", value: { active: false } },
  },
  answer: answer("The product as it is now.", component("Product"), "Product updated successfully", {
    ...EXAMPLE_PRODUCT,
    name: "Pocket star atlas, second edition",
    metadata: { ...metadata, print_run: "2" },
  }),
  errors: ["resource_missing"],
};

export const archiveProduct: Operation = {
  operation_id: "archiveProduct",
  summary: "Archive a product",
  description:
    "Takes it out of sale, as `active: false` does: none of its prices can be bought any more. It stays in your catalog, sessions that are open can still be paid, and `active: true` brings it back.",
  tag,
  parameters: { id },
  answer: answer("The product, archived.", component("Product"), "Product archived", {
    ...EXAMPLE_PRODUCT,
    active: false,
  }),
  errors: ["resource_missing"],
};
