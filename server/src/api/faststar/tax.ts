import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { TAX_CATEGORIES } from "../../core/tax/categories.ts";
import { quoteTax, type TaxQuote } from "../../core/tax/quote.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { MAXIMUM_INTEGER, optional, text } from "./fields.ts";
import { presentTaxQuote } from "./present-tax.ts";
import * as reference from "./reference/tax.ts";

const TaxBody = Type.Object({
  amount: Type.Integer({
    minimum: 1,
    maximum: MAXIMUM_INTEGER,
    description: "The price: with the tax in it where prices include it, without it elsewhere.",
  }),
  country: Type.String({ minLength: 2, maxLength: 2, description: "Where the buyer is, ISO 3166-1." }),
  region: optional(text(10, "State or province, where the tax depends on it.")),
  postal_code: optional(text(20, "Tells the state or province when `region` is left out.")),
  tax_category: optional(
    Type.Enum(
      TAX_CATEGORIES.map(({ code }) => code),
      { description: "What is sold. Left out, it is taxed at the standard rate." },
    ),
  ),
  currency: optional(text(3, "ISO 4217.")),
  customer_tax_id: optional(
    text(40, "The buyer's VAT or GST id, when a company buys: then it may owe the tax instead of you."),
  ),
});

export const tax: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.post(
    "/public/tax/calculate",
    { config: { operation: reference.calculateTax }, schema: { body: TaxBody } },
    async (request, reply) => {
      const { scope, merchant } = request.caller;
      const { amount, country, region, postal_code, tax_category, currency, customer_tax_id } = request.body;
      const exchange = exchangeFor(core, request, (quote: TaxQuote) =>
        success("Tax calculated successfully", presentTaxQuote(quote)),
      );
      const question = {
        merchant_mode: merchant.mode,
        amount,
        country,
        region: region ?? null,
        postal_code: postal_code ?? null,
        tax_category: tax_category ?? null,
        currency: currency ?? null,
        customer_tax_id: customer_tax_id ?? null,
      };
      return sendResult(reply, await quoteTax(core, scope, question, exchange));
    },
  );
};
