import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getWebhookEndpoint } from "../../core/webhooks/get-endpoint.ts";
import { createReplay, type NewReplay } from "../../core/webhooks/replays/create-replay.ts";
import { getReplay } from "../../core/webhooks/replays/get-replay.ts";
import type { WebhookReplay } from "../../core/webhooks/replays/replay.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { checkEventTypes } from "./event-types.ts";
import { faststarWebhooks, WEBHOOK_EVENT_TYPES } from "./events.ts";
import { optional } from "./fields.ts";
import { INSTANT_CHARACTERS, readInstant } from "./instants.ts";
import { presentReplay } from "./present-webhooks.ts";
import * as reference from "./reference/webhook-replays.ts";
import { noSuchEndpoint } from "./webhook-endpoints.ts";

const instant = (description: string) => Type.String({ maxLength: INSTANT_CHARACTERS, description });

const ReplayBody = Type.Object({
  from: instant("The first second, such as 2026-06-12T12:00:00Z, or as Unix seconds in quotes."),
  to: instant("The last second. Later than now counts as now; at most 31 days after `from`."),
  event_types: optional(
    Type.Array(Type.Enum([...WEBHOOK_EVENT_TYPES]), {
      maxItems: 50,
      description: "Only these. Leave it out, or empty, for everything that the endpoint is told.",
    }),
  ),
});

const EndpointParams = Type.Object({ id: Type.String({ description: "The webhook endpoint, `we_…`." }) });

const ReplayParams = Type.Object({
  ...EndpointParams.properties,
  replay_id: Type.String({ description: "The replay, `whr_…`." }),
});

function readReplay(
  endpoint_id: string,
  body: { from: string; to: string; event_types?: readonly string[] | null },
): NewReplay | Refusal {
  const from = readInstant(body.from, "from");
  if (isRefusal(from)) return from;
  const to = readInstant(body.to, "to");
  if (isRefusal(to)) return to;
  return { endpoint_id, from, to, event_types: body.event_types ?? [] };
}

const NOTHING_YET = { pending: 0, succeeded: 0, failed: 0 };

export const webhookReplays: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  const { api } = faststarWebhooks;

  app.post(
    "/merchant/webhook-endpoints/:id/replay",
    {
      config: { operation: reference.replayWebhookEvents },
      schema: { params: EndpointParams, body: ReplayBody },
      preValidation: checkEventTypes,
    },
    async (request, reply) => {
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      if (endpoint_id === undefined) return sendResult(reply, noSuchEndpoint());
      const command = readReplay(endpoint_id, request.body);
      if (isRefusal(command)) return sendResult(reply, command);
      const exchange = exchangeFor(core, request, (replay: WebhookReplay) =>
        success("Replay queued successfully", presentReplay(replay, NOTHING_YET)),
      );
      const { scope } = request.caller;
      return sendResult(reply, await createReplay(core, scope, faststarWebhooks, command, exchange));
    },
  );

  app.get(
    "/merchant/webhook-endpoints/:id/replays/:replay_id",
    { config: { operation: reference.getWebhookReplay }, schema: { params: ReplayParams } },
    async (request, reply) => {
      const { scope } = request.caller;
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      const endpoint = endpoint_id && (await getWebhookEndpoint(core, scope, api, endpoint_id));
      if (!endpoint) return sendResult(reply, noSuchEndpoint());
      const replay_id = parseId("webhook_replay", request.params.replay_id);
      const found = replay_id && (await getReplay(core, scope, endpoint.id, replay_id));
      if (!found) return sendResult(reply, refuse("resource_missing", "No such replay.", "replay_id"));
      return sendResult(reply, success("Webhook replay", presentReplay(found.replay, found.progress)));
    },
  );
};
