import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import { createPaymentMethod } from "../../core/payment-methods/create.ts";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import type { BillingDetails, PaymentMethod } from "../../core/payment-methods/payment-method.ts";
import { parseId } from "../../kit/ids.ts";
import { refuse } from "../../kit/result.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { clearable, metadata } from "./fields.ts";
import { presentPaymentMethod } from "./present.ts";
import * as reference from "./reference/payment-methods.ts";

const line = (description: string) => clearable(Type.String({ maxLength: 200, description }));

export const BillingDetailsBody = Type.Object(
  {
    name: line("The cardholder's name."),
    email: clearable(Type.String({ maxLength: 254, description: "The cardholder's address for mail." })),
    phone: line("The cardholder's telephone number."),
    address: Type.Optional(
      Type.Object(
        {
          city: line("City or town."),
          country: line("ISO 3166-1, such as US."),
          line1: line("Street and number."),
          line2: line("Apartment, floor or the like."),
          postal_code: line("Postal code."),
          state: line("State, province or region."),
        },
        { additionalProperties: false, description: "Where the card's bills go." },
      ),
    ),
  },
  { additionalProperties: false, description: "Whose card it is." },
);

export const CardBody = Type.Object(
  {
    number: Type.String({
      minLength: 1,
      maxLength: 40,
      description: "The digits; spaces and dashes do not matter.",
    }),
    exp_month: Type.Integer({ minimum: 1, maximum: 12, description: "The month in which it expires." }),
    exp_year: Type.Integer({
      minimum: 2000,
      maximum: 2199,
      description: "The year in which it expires, with four digits.",
    }),
    cvc: clearable(
      Type.String({ maxLength: 4, description: "Used for the first payment and then forgotten." }),
    ),
  },
  { additionalProperties: false, description: "The card; required when the type is `card`." },
);

const PaymentMethodBody = Type.Object(
  {
    type: Type.Enum(["card"], { description: "What kind of payment method it is." }),
    card: Type.Optional(CardBody),
    billing_details: Type.Optional(BillingDetailsBody),
    metadata: Type.Optional(metadata),
  },
  { additionalProperties: false },
);

export function readBillingDetails(body: Static<typeof BillingDetailsBody> | undefined): BillingDetails {
  const { address } = body ?? {};
  return {
    name: body?.name ?? null,
    email: body?.email ?? null,
    phone: body?.phone ?? null,
    country: address?.country ?? null,
    region: address?.state ?? null,
    postal_code: address?.postal_code ?? null,
    city: address?.city ?? null,
    line1: address?.line1 ?? null,
    line2: address?.line2 ?? null,
  };
}

const Params = Type.Object({ id: Type.String({ description: "The payment method, `pm_…`." }) });

export const paymentMethods: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/payment_methods",
    { config: { operation: reference.createPaymentMethod }, schema: { body: PaymentMethodBody } },
    async (request, reply) => {
      const { card, billing_details, metadata } = request.body;
      const { scope } = request.caller;
      if (card === undefined) {
        return sendResult(reply, refuse("parameter_missing", "Missing required parameter: card.", "card"));
      }
      const exchange = exchangeFor(core, request, (method: PaymentMethod) =>
        ok(presentPaymentMethod(scope, method)),
      );
      const command = {
        number: card.number,
        exp_month: card.exp_month,
        exp_year: card.exp_year,
        security_code: card.cvc || null,
        billing_details: readBillingDetails(billing_details),
        metadata: metadata ?? {},
      };
      return sendResult(reply, await createPaymentMethod(core, scope, command, exchange));
    },
  );

  app.get(
    "/payment_methods/:id",
    { config: { operation: reference.getPaymentMethod }, schema: { params: Params } },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("payment_method", request.params.id);
      const method = uuid && (await getPaymentMethod(core, scope, uuid));
      if (!method) {
        return sendResult(
          reply,
          refuse("resource_missing", `No such payment_method: '${request.params.id.slice(0, 64)}'`, "id"),
        );
      }
      return sendResult(reply, ok(presentPaymentMethod(scope, method)));
    },
  );
};
