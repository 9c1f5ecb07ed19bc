import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getSetupIntent as get } from "../../../core/setup-intents/get.ts";
import { isRefusal } from "../../../kit/result.ts";
import { ok, sendResult } from "../answers.ts";
import { refuseClientSecret } from "../browser-calls.ts";
import type { OnerwayContext } from "../context.ts";
import { expand } from "../fields.ts";
import { noSuch } from "../missing.ts";
import { showSetupIntent } from "../present-to-browser.ts";
import * as reference from "../reference/setup-intents.ts";
import { client_secret, Params, setupIntentId } from "./shared.ts";

const Query = Type.Object({ client_secret, expand });

export const getSetupIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.get(
    "/setup_intents/:id",
    {
      config: { operation: reference.getSetupIntent, expands: "setup_intent", publishable: true },
      schema: { params: Params, querystring: Query },
    },
    async (request, reply) => {
      const { client_secret } = request.query;
      const refused = refuseClientSecret(core, request, "setup_intent", request.params.id, client_secret);
      if (refused !== undefined) return sendResult(reply, refused);
      const uuid = setupIntentId(request);
      if (isRefusal(uuid)) return sendResult(reply, uuid);
      const intent = await get(core, request.caller.scope, uuid);
      if (intent === undefined) return sendResult(reply, noSuch("setup_intent", request.params.id));
      return sendResult(reply, ok(showSetupIntent(core, request, intent)));
    },
  );
};
