import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createProduct } from "../../core/catalog/create-product.ts";
import { getProduct } from "../../core/catalog/get.ts";
import { listCatalogProducts } from "../../core/catalog/list.ts";
import type { Product } from "../../core/catalog/product.ts";
import { updateProduct } from "../../core/catalog/update-product.ts";
import { TAX_CATEGORIES } from "../../core/tax/categories.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { httpsUrl, listQuery, metadata, metadataChanges, optional, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { refuseMissing } from "./missing.ts";
import { presentProduct } from "./present.ts";
import * as reference from "./reference/products.ts";

const PATH = "/merchant/catalog/products";

const name = text(250, "What the buyer sees on the cashier page and the invoice.");
const active = Type.Boolean({ description: "False archives the product: it stays, but cannot be bought." });

const common = {
  description: optional(text(2000, "A longer text for the buyer, shown at the cashier.")),
  tax_category: optional(
    Type.Enum(
      TAX_CATEGORIES.map(({ code }) => code),
      { description: "What kind of goods it is, for the tax. Without one: `general`." },
    ),
  ),
  images: optional(
    Type.Array(httpsUrl("A picture."), {
      maxItems: 8,
      description: "Up to 8 pictures on an https server; the first one is shown at the cashier.",
    }),
  ),
};

const ProductBody = Type.Object({
  name,
  ...common,
  metadata: optional(metadata),
  active: Type.Optional(active),
  default_price_id: Type.Optional(
    Type.Null({ description: "Null: a new product has no price yet. Its first price becomes the default." }),
  ),
});

const ProductChanges = Type.Object(
  {
    name: Type.Optional(name),
    ...common,
    metadata: Type.Optional(metadataChanges),
    active: Type.Optional(active),
    default_price_id: optional(
      text(64, "The price that a line item naming only the product is sold at; null for none."),
    ),
  },
  { additionalProperties: false },
);

const ProductParams = Type.Object({ id: Type.String({ description: "The product, `prod_…`." }) });

const ProductListQuery = Type.Object({
  ...listQuery.properties,
  active: Type.Optional(
    Type.Boolean({ description: "Only those that can be bought, or only archived ones." }),
  ),
});

const noSuchProduct = (id: string) => refuseMissing("No such product: {id}", id, "id");

export const products: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.post(
    PATH,
    { config: { operation: reference.createProduct }, schema: { body: ProductBody } },
    async (request, reply) => {
      const { body } = request;
      const command = {
        name: body.name,
        description: body.description ?? null,
        tax_category: body.tax_category ?? null,
        images: body.images ?? [],
        metadata: body.metadata ?? {},
        active: body.active ?? true,
      };
      const exchange = exchangeFor(core, request, (product: Product) =>
        success("Product created successfully", presentProduct(product)),
      );
      return sendResult(reply, await createProduct(core, request.caller.scope, command, exchange));
    },
  );

  app.get(
    PATH,
    { config: { operation: reference.listProducts }, schema: { querystring: ProductListQuery } },
    async (request, reply) => {
      const { limit, cursor, active = null } = request.query;
      const after_id = cursorId("product", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const page = await listCatalogProducts(core, request.caller.scope, { limit, after_id }, { active });
      return sendResult(reply, listAnswer("Products", "product", page, presentProduct));
    },
  );

  app.get(
    `${PATH}/:id`,
    { config: { operation: reference.getProduct }, schema: { params: ProductParams } },
    async (request, reply) => {
      const product_id = parseId("product", request.params.id);
      const product = product_id && (await getProduct(core, request.caller.scope, product_id));
      if (!product) return sendResult(reply, noSuchProduct(request.params.id));
      return sendResult(reply, success("Product", presentProduct(product)));
    },
  );

  app.patch(
    `${PATH}/:id`,
    {
      config: { operation: reference.updateProduct },
      schema: { params: ProductParams, body: ProductChanges },
    },
    async (request, reply) => {
      const product_id = parseId("product", request.params.id);
      if (product_id === undefined) return sendResult(reply, noSuchProduct(request.params.id));
      const { images, default_price_id: public_price_id, ...plain } = request.body;
      const default_price_id = public_price_id && parseId("price", public_price_id);
      if (default_price_id === undefined && public_price_id != null) {
        return sendResult(reply, refuseMissing("No such price: {id}", public_price_id, "default_price_id"));
      }
      const changes = {
        ...plain,
        ...(images !== undefined && { images: images ?? [] }),
        ...(public_price_id !== undefined && { default_price_id }),
      };
      const exchange = exchangeFor(core, request, (product: Product) =>
        success("Product updated successfully", presentProduct(product)),
      );
      return sendResult(
        reply,
        await updateProduct(core, request.caller.scope, product_id, changes, exchange),
      );
    },
  );

  app.delete(
    `${PATH}/:id`,
    { config: { operation: reference.archiveProduct }, schema: { params: ProductParams } },
    async (request, reply) => {
      const product_id = parseId("product", request.params.id);
      if (product_id === undefined) return sendResult(reply, noSuchProduct(request.params.id));
      const exchange = exchangeFor(core, request, (product: Product) =>
        success("Product archived", presentProduct(product)),
      );
      const changes = { active: false };
      return sendResult(
        reply,
        await updateProduct(core, request.caller.scope, product_id, changes, exchange),
      );
    },
  );
};
