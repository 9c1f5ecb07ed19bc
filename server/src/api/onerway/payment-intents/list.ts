import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getPayment } from "../../../core/payments/get.ts";
import { listPayments } from "../../../core/payments/list.ts";
import { isRefusal } from "../../../kit/result.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { id } from "../fields.ts";
import { created, findPage, listAnswer, listFields } from "../lists.ts";
import { presentPaymentIntent } from "../present.ts";
import * as reference from "../reference/payment-intents.ts";
import { findCustomerId } from "./named.ts";
import { closed } from "./shared.ts";

const ListQuery = Type.Object(
  { ...listFields, created, customer: Type.Optional(id("Only this customer's, `cus_…`.")) },
  closed,
);

export const listPaymentIntents: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.get(
    "/payment_intents",
    {
      config: { operation: reference.listPaymentIntents, expands: "payment_intent" },
      schema: { querystring: ListQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const exists = (id: string) => getPayment(core, scope, id);
      const found = await findPage("payment_intent", request.query, exists, async (page) => {
        const customer_id = await findCustomerId(core, scope, request.query.customer);
        if (isRefusal(customer_id)) return customer_id;
        return listPayments(core, scope, page, { status: null, client_reference_id: null, customer_id });
      });
      return sendResult(
        reply,
        listAnswer("/v1/payment_intents", found, (intent) => presentPaymentIntent(core, scope, intent)),
      );
    },
  );
};
