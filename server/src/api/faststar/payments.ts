import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import { getPaymentMethods } from "../../core/payment-methods/get-several.ts";
import { getPayment } from "../../core/payments/get.ts";
import { listPayments } from "../../core/payments/list.ts";
import { PAYMENT_STATUSES } from "../../core/payments/payment-intent.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, refuse } from "../../kit/result.ts";
import type { FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { listQuery } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentPayment } from "./present.ts";
import * as reference from "./reference/payments.ts";

const Params = Type.Object({ id: Type.String({ description: "The payment, `pi_…`." }) });

const PaymentListQuery = Type.Object({
  ...listQuery.properties,
  status: Type.Optional(
    Type.Enum([...PAYMENT_STATUSES], { description: "Only the payments in this state." }),
  ),
  client_reference_id: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: "Only the payments with this order number of yours.",
    }),
  ),
});

export const payments: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.get(
    "/public/payments",
    { config: { operation: reference.listPayments }, schema: { querystring: PaymentListQuery } },
    async (request, reply) => {
      const { scope } = request.caller;
      const { limit, cursor, status = null, client_reference_id = null } = request.query;
      const after_id = cursorId("payment_intent", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const page = await listPayments(core, scope, { limit, after_id }, { status, client_reference_id });
      const method_ids = page.items.map(({ payment_method_id }) => payment_method_id);
      const methods = await getPaymentMethods(core, scope, method_ids);
      const answer = listAnswer("Payments", "payment_intent", page, (intent) =>
        presentPayment(intent, methods.get(intent.payment_method_id ?? "")),
      );
      return sendResult(reply, answer);
    },
  );

  app.get(
    "/public/payments/:id",
    { config: { operation: reference.getPayment }, schema: { params: Params } },
    async (request, reply) => {
      const { scope } = request.caller;
      const payment_id = parseId("payment_intent", request.params.id);
      const intent = payment_id && (await getPayment(core, scope, payment_id));
      if (!intent) return sendResult(reply, refuse("resource_missing", "No such payment.", "id"));
      const { payment_method_id: method_id } = intent;
      const method = method_id === null ? undefined : await getPaymentMethod(core, scope, method_id);
      return sendResult(reply, success("Payment", presentPayment(intent, method)));
    },
  );
};
