import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { confirmSetupIntent as confirm } from "../../../core/setup-intents/confirm.ts";
import { isRefusal } from "../../../kit/result.ts";
import { sendResult } from "../answers.ts";
import { refuseClientSecret, refuseServerFields } from "../browser-calls.ts";
import { withinBrowserLimits } from "../browser-tries.ts";
import type { OnerwayContext } from "../context.ts";
import { expand } from "../fields.ts";
import { setupRoutineFields } from "../payment-intents/client-fields.ts";
import * as reference from "../reference/setup-intents.ts";
import { card_fields, readCard } from "./card.ts";
import { client_secret, closed, Params, return_url, setupIntentId, verifying } from "./shared.ts";

/** What a buyer's browser may say, which is all that there is to say. */
const browserFields = { ...card_fields, return_url, client_secret, ...setupRoutineFields, expand };

const ConfirmBody = Type.Object(browserFields, closed);

const BROWSER_FIELDS: ReadonlySet<string> = new Set(Object.keys(browserFields));

export const confirmSetupIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/setup_intents/:id/confirm",
    {
      config: { operation: reference.confirmSetupIntent, expands: "setup_intent", publishable: true },
      schema: { params: Params, body: ConfirmBody },
    },
    async (request, reply) => {
      const { return_url, client_secret } = request.body;
      const refused =
        refuseServerFields(request, BROWSER_FIELDS) ??
        refuseClientSecret(core, request, "setup_intent", request.params.id, client_secret);
      if (refused !== undefined) return sendResult(reply, refused);
      const uuid = setupIntentId(request);
      if (isRefusal(uuid)) return sendResult(reply, uuid);
      const card = await readCard(core, request, request.body);
      if (isRefusal(card)) return sendResult(reply, card);
      const command = { ...(card !== null && { card }), ...(return_url !== undefined && { return_url }) };
      const exchange = verifying(core, request);
      const trying = { payment_id: uuid, idempotency: exchange.idempotency };
      const result = await withinBrowserLimits(core, request, reply, trying, () =>
        confirm(core, request.caller.scope, uuid, command, exchange),
      );
      return sendResult(reply, result);
    },
  );
};
