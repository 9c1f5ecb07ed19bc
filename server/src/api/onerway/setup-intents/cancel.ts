import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { cancelSetupIntent as cancel } from "../../../core/setup-intents/cancel.ts";
import { SETUP_CANCELLATION_REASONS } from "../../../core/setup-intents/setup-intent.ts";
import { isRefusal } from "../../../kit/result.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { expand } from "../fields.ts";
import * as reference from "../reference/setup-intents.ts";
import { closed, Params, setupIntentId, writing } from "./shared.ts";

const CancelBody = Type.Object(
  {
    cancellation_reason: Type.Optional(
      Type.Enum([...SETUP_CANCELLATION_REASONS], { description: "Why it is canceled." }),
    ),
    expand,
  },
  closed,
);

export const cancelSetupIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/setup_intents/:id/cancel",
    {
      config: { operation: reference.cancelSetupIntent, expands: "setup_intent" },
      schema: { params: Params, body: CancelBody },
    },
    async (request, reply) => {
      const uuid = setupIntentId(request);
      if (isRefusal(uuid)) return sendResult(reply, uuid);
      const reason = request.body.cancellation_reason ?? null;
      const { scope } = request.caller;
      return sendResult(reply, await cancel(core, scope, uuid, reason, writing(core, request)));
    },
  );
};
