import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { cancelPayment } from "../../../core/payments/cancel.ts";
import { parseId } from "../../../kit/ids.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { expand } from "../fields.ts";
import * as reference from "../reference/payment-intents.ts";
import { closed, noSuchIntent, Params, writing } from "./shared.ts";

const CancelBody = Type.Object(
  {
    cancellation_reason: Type.Optional(
      Type.Enum(["duplicate", "fraudulent", "requested_by_customer", "abandoned"], {
        description: "Why it is canceled.",
      }),
    ),
    expand,
  },
  closed,
);

export const cancelPaymentIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/payment_intents/:id/cancel",
    {
      config: { operation: reference.cancelPaymentIntent, expands: "payment_intent" },
      schema: { params: Params, body: CancelBody },
    },
    async (request, reply) => {
      const uuid = parseId("payment_intent", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuchIntent(request.params.id));
      const reason = request.body.cancellation_reason ?? null;
      return sendResult(
        reply,
        await cancelPayment(core, request.caller.scope, uuid, reason, writing(core, request)),
      );
    },
  );
};
