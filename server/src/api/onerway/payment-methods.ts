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

const line = clearable(Type.String({ maxLength: 200 }));

const BillingDetailsBody = Type.Object(
  {
    name: line,
    email: clearable(Type.String({ maxLength: 254 })),
    phone: line,
    address: Type.Optional(
      Type.Object(
        { city: line, country: line, line1: line, line2: line, postal_code: line, state: line },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

const CardBody = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 40 }),
    exp_month: Type.Integer({ minimum: 1, maximum: 12 }),
    exp_year: Type.Integer({ minimum: 2000, maximum: 2199 }),
    cvc: clearable(Type.String({ maxLength: 4 })),
  },
  { additionalProperties: false },
);

const PaymentMethodBody = Type.Object(
  {
    type: Type.Enum(["card"]),
    card: Type.Optional(CardBody),
    billing_details: Type.Optional(BillingDetailsBody),
    metadata: Type.Optional(metadata),
  },
  { additionalProperties: false },
);

function readBillingDetails(body: Static<typeof BillingDetailsBody> | undefined): BillingDetails {
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

export const paymentMethods: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/payment_methods",
    { schema: { summary: "Create a payment method", tags: ["Payment methods"], body: PaymentMethodBody } },
    async (request, reply) => {
      const { card, billing_details, metadata } = request.body;
      const { scope } = request.caller;
      if (card === undefined) {
        return sendResult(reply, refuse("parameter_missing", "Missing required parameter: card.", "card"));
      }
      const exchange = exchangeFor(core, request, (method: PaymentMethod) => ok(presentPaymentMethod(scope, method)));
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
    { schema: { summary: "Retrieve a payment method", tags: ["Payment methods"], params: Type.Object({ id: Type.String() }) } },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("payment_method", request.params.id);
      const method = uuid && (await getPaymentMethod(core, scope, uuid));
      if (!method) {
        return sendResult(reply, refuse("resource_missing", `No such payment_method: '${request.params.id.slice(0, 64)}'`, "id"));
      }
      return sendResult(reply, ok(presentPaymentMethod(scope, method)));
    },
  );
};
