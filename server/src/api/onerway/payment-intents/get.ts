import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getPayment } from "../../../core/payments/get.ts";
import { parseId } from "../../../kit/ids.ts";
import { ok, sendResult } from "../answers.ts";
import { refuseClientSecret } from "../browser-calls.ts";
import type { OnerwayContext } from "../context.ts";
import { expand } from "../fields.ts";
import * as reference from "../reference/payment-intents.ts";
import { client_secret, noSuchIntent, Params, show } from "./shared.ts";

const Query = Type.Object({ client_secret, expand });

export const getPaymentIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.get(
    "/payment_intents/:id",
    {
      config: { operation: reference.getPaymentIntent, expands: "payment_intent", publishable: true },
      schema: { params: Params, querystring: Query },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const { client_secret } = request.query;
      const refused = refuseClientSecret(core, request, "payment_intent", request.params.id, client_secret);
      if (refused !== undefined) return sendResult(reply, refused);
      const uuid = parseId("payment_intent", request.params.id);
      const intent = uuid && (await getPayment(core, scope, uuid));
      if (!intent) return sendResult(reply, noSuchIntent(request.params.id));
      return sendResult(reply, ok(show(core, request, intent)));
    },
  );
};
