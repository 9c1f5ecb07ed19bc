import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import { type ChargeCustomer, chargeCustomer } from "../../core/payments/charge-customer.ts";
import type { PaymentIntent } from "../../core/payments/payment-intent.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { chargeAnswer } from "./charge-answer.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { CustomerParams, noSuchCustomer } from "./customers.ts";
import { sendResult } from "./envelope.ts";
import { MAXIMUM_INTEGER, metadata, optional, text } from "./fields.ts";
import * as reference from "./reference/charges.ts";

const ChargeBody = Type.Object({
  payment_method_id: optional(
    text(64, "A saved card of this customer. Without one, the customer's default card is charged."),
  ),
  amount: Type.Integer({
    minimum: 1,
    maximum: MAXIMUM_INTEGER,
    description:
      "In the currency's smallest unit: 1999 is 19.99 USD. At least 0.50 USD or its like, at most 99,999,999.",
  }),
  currency: text(3, "ISO 4217, such as USD."),
  off_session: Type.Optional(
    Type.Boolean({
      default: true,
      description:
        "Whether the buyer is away. `false` when they are on your page and have just asked for it.",
    }),
  ),
  description: optional(
    text(350, "What it is for: the buyer reads it when the bank wants to hear from them."),
  ),
  client_reference_id: optional(text(200, "Your order number; returned as it is.")),
  metadata: optional(metadata),
});

function readCommand(customer_id: string, body: Static<typeof ChargeBody>): ChargeCustomer | Refusal {
  const payment_method_id =
    body.payment_method_id == null ? null : parseId("payment_method", body.payment_method_id);
  if (payment_method_id === undefined) {
    return refuse("resource_missing", "No such payment method: {id}", "payment_method_id", {
      id: body.payment_method_id ?? "",
    });
  }
  return {
    customer_id,
    payment_method_id,
    amount: body.amount,
    currency: body.currency,
    off_session: body.off_session ?? true,
    description: body.description ?? null,
    client_reference_id: body.client_reference_id ?? null,
    metadata: body.metadata ?? {},
  };
}

export const charges: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core, cashier_url }) => {
  app.post(
    "/public/customers/:id/charge",
    {
      config: { operation: reference.chargeCustomer },
      schema: { params: CustomerParams, body: ChargeBody },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const customer_id = parseId("customer", request.params.id);
      if (customer_id === undefined) return sendResult(reply, noSuchCustomer(request.params.id));
      const command = readCommand(customer_id, request.body);
      if (isRefusal(command)) return sendResult(reply, command);
      const exchange = exchangeFor(core, request, (intent: PaymentIntent) =>
        chargeAnswer({ vault: core.vault, scope, cashier_url, request_id: request.id }, intent),
      );
      return sendResult(reply, await chargeCustomer(core, scope, command, exchange));
    },
  );
};
