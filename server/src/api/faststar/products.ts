import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createProduct } from "../../core/catalog/create-product.ts";
import { listCatalogProducts } from "../../core/catalog/list.ts";
import { isRefusal } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { httpUrl, listQuery, metadata, optional, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentProduct } from "./present.ts";
import * as reference from "./reference/products.ts";

const ProductBody = Type.Object({
  name: text(250, "What the buyer sees on the cashier page and the invoice."),
  description: optional(text(2000, "A longer text for the buyer.")),
  tax_category: optional(text(100, "What kind of goods it is, for the tax.")),
  images: optional(
    Type.Array(httpUrl("A picture."), { maxItems: 8, description: "Pictures of the product." }),
  ),
  metadata: optional(metadata),
});

export const products: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.post(
    "/merchant/catalog/products",
    { config: { operation: reference.createProduct }, schema: { body: ProductBody } },
    async (request, reply) => {
      const { name, description, tax_category, images, metadata } = request.body;
      const exchange = exchangeFor(core, request, (product: Parameters<typeof presentProduct>[0]) =>
        success("Product created successfully", presentProduct(product)),
      );
      const command = {
        name,
        description: description ?? null,
        tax_category: tax_category ?? null,
        images: images ?? [],
        metadata: metadata ?? {},
      };
      return sendResult(reply, await createProduct(core, request.caller.scope, command, exchange));
    },
  );

  app.get(
    "/merchant/catalog/products",
    { config: { operation: reference.listProducts }, schema: { querystring: listQuery } },
    async (request, reply) => {
      const after_id = cursorId("product", request.query.cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const page = await listCatalogProducts(core, request.caller.scope, {
        limit: request.query.limit,
        after_id,
      });
      return sendResult(reply, listAnswer("Products", "product", page, presentProduct));
    },
  );
};
