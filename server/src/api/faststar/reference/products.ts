import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_PRICE, EXAMPLE_PRODUCT } from "./catalog-objects.ts";

const tag = "Catalog";

const { name, description, images, metadata } = EXAMPLE_PRODUCT;

export const createProduct: Operation = {
  operation_id: "createProduct",
  summary: "Create a product",
  description:
    "Adds something to your catalog. It can be sold as soon as it has a price. A Merchant of Record sells from the catalog only, because what is sold decides the tax.",
  tag,
  bodies: { product: { summary: "A product", value: { name, description, images, metadata } } },
  answer: answer("The product.", component("Product"), "Product created successfully", EXAMPLE_PRODUCT),
  errors: [],
};

export const listProducts: Operation = {
  operation_id: "listProducts",
  summary: "List products",
  description: "Your products, newest first.",
  tag,
  parameters: { limit: 20 },
  answer: listAnswer("Products", "Product", { ...EXAMPLE_PRODUCT, default_price_id: EXAMPLE_PRICE.id }),
  errors: [],
};
