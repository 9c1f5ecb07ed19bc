import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Static } from "typebox";
import { createPrice, type NewPrice } from "../../core/catalog/create-price.ts";
import { getPrice } from "../../core/catalog/get.ts";
import { listCatalogPrices } from "../../core/catalog/list.ts";
import type { Price } from "../../core/catalog/price.ts";
import type { PriceFilter } from "../../core/catalog/store.ts";
import { updatePrice } from "../../core/catalog/update-price.ts";
import { findCurrency } from "../../kit/currency.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { RequestRefused } from "../plugins/request-refused.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { refuseMissing } from "./missing.ts";
import { presentPrice } from "./present.ts";
import { PRICE_TERMS, PriceBody, PriceChanges, PriceListQuery, PriceParams } from "./price-schemas.ts";
import * as reference from "./reference/prices.ts";

const PATH = "/merchant/catalog/prices";

const noSuchPrice = (id: string) => refuseMissing("No such price: {id}", id, "id");
const noSuchProduct = (id: string) => refuseMissing("No such product: {id}", id, "product_id");

function readPrice(body: Static<typeof PriceBody>): NewPrice | Refusal {
  const product_id = parseId("product", body.product_id);
  if (product_id === undefined) return noSuchProduct(body.product_id);
  return {
    product_id,
    nickname: body.nickname ?? null,
    currency: body.currency,
    unit_amount: body.unit_amount,
    type: body.type ?? "one_time",
    recurring_interval: body.recurring_interval ?? null,
    recurring_interval_count: body.recurring_interval_count ?? null,
    trial_period_days: body.trial_period_days ?? null,
    metadata: body.metadata ?? {},
    active: body.active ?? true,
    default: body.default ?? false,
  };
}

function readFilter(query: Static<typeof PriceListQuery>): PriceFilter | Refusal {
  const product_id = query.product_id === undefined ? null : parseId("product", query.product_id);
  if (product_id === undefined) return noSuchProduct(query.product_id ?? "");
  const currency = query.currency === undefined ? null : findCurrency(query.currency);
  if (currency === undefined) {
    return refuse(
      "currency_unsupported",
      "Invalid currency: {currency}. Give a three-letter ISO 4217 code such as USD.",
      "currency",
      { currency: query.currency ?? "" },
    );
  }
  return {
    product_id,
    active: query.active ?? null,
    type: query.type ?? null,
    currency: currency?.code ?? null,
  };
}

/** Somebody may be paying a price already, so what they agreed to stays as it is. */
function refuseNewTerms(body: unknown): void {
  if (typeof body !== "object" || body === null) return;
  const param = PRICE_TERMS.find((term) => term in body);
  if (param === undefined) return;
  throw new RequestRefused(
    "parameter_invalid",
    "{param} of a price never changes. Create a new price instead, and archive this one.",
    param,
    { param },
  );
}

export const prices: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.post(
    PATH,
    { config: { operation: reference.createPrice }, schema: { body: PriceBody } },
    async (request, reply) => {
      const command = readPrice(request.body);
      if (isRefusal(command)) return sendResult(reply, command);
      const exchange = exchangeFor(core, request, (price: Price) =>
        success("Price created successfully", presentPrice(price)),
      );
      return sendResult(reply, await createPrice(core, request.caller.scope, command, exchange));
    },
  );

  app.get(
    PATH,
    { config: { operation: reference.listPrices }, schema: { querystring: PriceListQuery } },
    async (request, reply) => {
      const { limit, cursor } = request.query;
      const after_id = cursorId("price", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const filter = readFilter(request.query);
      if (isRefusal(filter)) return sendResult(reply, filter);
      const page = await listCatalogPrices(core, request.caller.scope, { limit, after_id }, filter);
      return sendResult(reply, listAnswer("Prices", "price", page, presentPrice));
    },
  );

  app.get(
    `${PATH}/:id`,
    { config: { operation: reference.getPrice }, schema: { params: PriceParams } },
    async (request, reply) => {
      const price_id = parseId("price", request.params.id);
      const price = price_id && (await getPrice(core, request.caller.scope, price_id));
      if (!price) return sendResult(reply, noSuchPrice(request.params.id));
      return sendResult(reply, success("Price", presentPrice(price)));
    },
  );

  app.patch(
    `${PATH}/:id`,
    {
      config: { operation: reference.updatePrice },
      schema: { params: PriceParams, body: PriceChanges },
      preValidation: async ({ body }) => refuseNewTerms(body),
    },
    async (request, reply) => {
      const price_id = parseId("price", request.params.id);
      if (price_id === undefined) return sendResult(reply, noSuchPrice(request.params.id));
      const exchange = exchangeFor(core, request, (price: Price) =>
        success("Price updated successfully", presentPrice(price)),
      );
      return sendResult(
        reply,
        await updatePrice(core, request.caller.scope, price_id, request.body, exchange),
      );
    },
  );

  app.delete(
    `${PATH}/:id`,
    { config: { operation: reference.archivePrice }, schema: { params: PriceParams } },
    async (request, reply) => {
      const price_id = parseId("price", request.params.id);
      if (price_id === undefined) return sendResult(reply, noSuchPrice(request.params.id));
      const exchange = exchangeFor(core, request, (price: Price) =>
        success("Price archived", presentPrice(price)),
      );
      const changes = { active: false };
      return sendResult(reply, await updatePrice(core, request.caller.scope, price_id, changes, exchange));
    },
  );
};
