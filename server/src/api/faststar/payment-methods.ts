import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { detachPaymentMethod } from "../../core/payment-methods/detach.ts";
import { listCards } from "../../core/payment-methods/list.ts";
import type { PaymentMethod, SavedCard } from "../../core/payment-methods/payment-method.ts";
import { setDefaultPaymentMethod } from "../../core/payment-methods/set-default.ts";
import { attachFromSetupIntent } from "../../core/setup-intents/attach.ts";
import { formatId, parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { CustomerParams, noSuchCustomer } from "./customers.ts";
import { sendResult, success } from "./envelope.ts";
import { listQuery, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentSavedCard } from "./present.ts";
import * as reference from "./reference/payment-methods.ts";

const AttachBody = Type.Object({
  setup_intent_id: text(64, "A setup intent of this customer that the buyer has completed."),
});

const MethodParams = Type.Object({ id: Type.String({ description: "The saved card, `pm_…`." }) });

function noSuchMethod(public_id: string): Refusal {
  return refuse("resource_missing", "No such payment method: {id}", "id", { id: public_id.slice(0, 64) });
}

export const paymentMethods: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  const of_customer = "/public/customers/:id/payment-methods";

  app.post(
    of_customer,
    {
      config: { operation: reference.attachPaymentMethod },
      schema: { params: CustomerParams, body: AttachBody },
    },
    async (request, reply) => {
      const customer_id = parseId("customer", request.params.id);
      if (customer_id === undefined) return sendResult(reply, noSuchCustomer(request.params.id));
      const setup_intent_id = parseId("setup_intent", request.body.setup_intent_id);
      if (setup_intent_id === undefined) {
        const refusal = refuse("resource_missing", "No such setup intent: {id}", "setup_intent_id", {
          id: request.body.setup_intent_id,
        });
        return sendResult(reply, refusal);
      }
      const exchange = exchangeFor(core, request, (method: SavedCard) =>
        success("Payment method saved successfully", presentSavedCard(method)),
      );
      const command = { customer_id, setup_intent_id };
      return sendResult(reply, await attachFromSetupIntent(core, request.caller.scope, command, exchange));
    },
  );

  app.get(
    of_customer,
    {
      config: { operation: reference.listPaymentMethods },
      schema: { params: CustomerParams, querystring: listQuery },
    },
    async (request, reply) => {
      const customer_id = parseId("customer", request.params.id);
      if (customer_id === undefined) return sendResult(reply, noSuchCustomer(request.params.id));
      const after_id = cursorId("payment_method", request.query.cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const { limit } = request.query;
      const page = await listCards(core, request.caller.scope, customer_id, { limit, after_id });
      if (isRefusal(page)) return sendResult(reply, page);
      return sendResult(reply, listAnswer("Payment methods", "payment_method", page, presentSavedCard));
    },
  );

  app.post(
    "/public/payment-methods/:id/default",
    {
      config: { operation: reference.setDefaultPaymentMethod },
      schema: { params: MethodParams, body: Type.Object({}) },
    },
    async (request, reply) => {
      const id = parseId("payment_method", request.params.id);
      if (id === undefined) return sendResult(reply, noSuchMethod(request.params.id));
      const exchange = exchangeFor(core, request, (method: SavedCard) =>
        success("Default payment method set", presentSavedCard(method)),
      );
      return sendResult(reply, await setDefaultPaymentMethod(core, request.caller.scope, id, exchange));
    },
  );

  app.delete(
    "/public/payment-methods/:id",
    { config: { operation: reference.detachPaymentMethod }, schema: { params: MethodParams } },
    async (request, reply) => {
      const id = parseId("payment_method", request.params.id);
      if (id === undefined) return sendResult(reply, noSuchMethod(request.params.id));
      const render = (method: PaymentMethod) =>
        success("Payment method detached", { id: formatId("payment_method", method.id), deleted: true });
      const exchange = { idempotency: null, render };
      return sendResult(reply, await detachPaymentMethod(core, request.caller.scope, id, exchange));
    },
  );
};
