import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createPrice } from "../../core/catalog/create-price.ts";
import { listCatalogPrices } from "../../core/catalog/list.ts";
import type { Price } from "../../core/catalog/price.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, refuse } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { listQuery, MAXIMUM_INTEGER, metadata, optional, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentPrice } from "./present.ts";
import * as reference from "./reference/prices.ts";

const PriceBody = Type.Object({
  product_id: text(64, "The product that is sold at this price."),
  currency: text(3, "ISO 4217, such as USD."),
  unit_amount: Type.Integer({
    minimum: 0,
    maximum: MAXIMUM_INTEGER,
    description: "In the currency's smallest unit: 1900 is 19.00 USD. At most 99,999,999.",
  }),
  type: Type.Optional(
    Type.Enum(["one_time", "recurring"], {
      default: "one_time",
      description: "Whether it is paid once or again and again.",
    }),
  ),
  recurring_interval: optional(
    Type.Enum(["day", "week", "month", "year"], { description: "Required when the type is `recurring`." }),
  ),
  recurring_interval_count: optional(
    Type.Integer({
      minimum: 1,
      maximum: 1095,
      description: "How many intervals lie between two payments; 1 when left out.",
    }),
  ),
  trial_period_days: optional(
    Type.Integer({ minimum: 0, maximum: 730, description: "Days before the first payment." }),
  ),
  default: Type.Optional(Type.Boolean({ description: "Make it the product's default price." })),
  metadata: optional(metadata),
});

const PriceListQuery = Type.Object({
  ...listQuery.properties,
  product_id: Type.Optional(Type.String({ maxLength: 64, description: "Only the prices of this product." })),
});

export const prices: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.post(
    "/merchant/catalog/prices",
    { config: { operation: reference.createPrice }, schema: { body: PriceBody } },
    async (request, reply) => {
      const { body } = request;
      const product_id = parseId("product", body.product_id);
      if (product_id === undefined) {
        return sendResult(
          reply,
          refuse("resource_missing", `No such product: ${body.product_id}`, "product_id"),
        );
      }
      const command = {
        product_id,
        currency: body.currency,
        unit_amount: body.unit_amount,
        type: body.type ?? "one_time",
        recurring_interval: body.recurring_interval ?? null,
        recurring_interval_count: body.recurring_interval_count ?? null,
        trial_period_days: body.trial_period_days ?? null,
        metadata: body.metadata ?? {},
        default: body.default ?? false,
      } as const;
      const exchange = exchangeFor(core, request, (price: Price) =>
        success("Price created successfully", presentPrice(price)),
      );
      return sendResult(reply, await createPrice(core, request.caller.scope, command, exchange));
    },
  );

  app.get(
    "/merchant/catalog/prices",
    { config: { operation: reference.listPrices }, schema: { querystring: PriceListQuery } },
    async (request, reply) => {
      const after_id = cursorId("price", request.query.cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const { limit, product_id } = request.query;
      const product = product_id === undefined ? null : parseId("product", product_id);
      if (product === undefined) {
        return sendResult(reply, refuse("resource_missing", `No such product: ${product_id}`, "product_id"));
      }
      const page = await listCatalogPrices(core, request.caller.scope, { limit, after_id }, product);
      return sendResult(reply, listAnswer("Prices", "price", page, presentPrice));
    },
  );
};
