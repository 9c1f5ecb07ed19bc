import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { rotateWebhookSecret } from "../../core/webhooks/rotate-secret.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { parseId } from "../../kit/ids.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { onerwayWebhooks } from "./events.ts";
import { expand } from "./fields.ts";
import { noSuch } from "./missing.ts";
import { presentWebhookEndpoint } from "./present.ts";
import * as reference from "./reference/webhook-endpoints.ts";

const DEFAULT_OVERLAP_S = 24 * 60 * 60;
const LONGEST_OVERLAP_S = 7 * DEFAULT_OVERLAP_S;

const RotationBody = Type.Object(
  {
    expires_in: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: LONGEST_OVERLAP_S,
        description:
          "For how many seconds the old secret goes on signing beside the new one: 86400, a day, when left out; 0 ends it at once.",
      }),
    ),
    expand,
  },
  { additionalProperties: false },
);

const Params = Type.Object({ id: Type.String({ description: "The webhook endpoint, `we_…`." }) });

export const webhookSecrets: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const { api } = onerwayWebhooks(core);

  app.post(
    "/webhook_endpoints/:id/rotate_secret",
    {
      config: { operation: reference.rotateWebhookSecret },
      schema: { params: Params, body: RotationBody },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      if (endpoint_id === undefined) {
        return sendResult(reply, noSuch("webhook_endpoint", request.params.id));
      }
      const overlap_ms = (request.body.expires_in ?? DEFAULT_OVERLAP_S) * 1000;
      const exchange = exchangeFor(core, request, (endpoint: WebhookEndpoint & { secret: string }) =>
        ok({ ...presentWebhookEndpoint(scope, endpoint), secret: endpoint.secret }),
      );
      const rotation = { api, endpoint_id, overlap_ms };
      return sendResult(reply, await rotateWebhookSecret(core, scope, rotation, exchange));
    },
  );
};
