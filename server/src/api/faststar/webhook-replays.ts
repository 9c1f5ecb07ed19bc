import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { EventType } from "../../core/events/event.ts";
import { getWebhookEndpoint } from "../../core/webhooks/get-endpoint.ts";
import { createReplay, type NewReplay } from "../../core/webhooks/replays/create-replay.ts";
import { getReplay } from "../../core/webhooks/replays/get-replay.ts";
import type { WebhookReplay } from "../../core/webhooks/replays/replay.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { checkEventTypes } from "./event-types.ts";
import { coreEventTypes, faststarWebhooks, TOLD_EVENT_TYPES, WEBHOOK_EVENT_TYPES } from "./events.ts";
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

/** The core's words for what is to be replayed: what was asked for, as far as the endpoint is told it. */
function readEventTypes(
  asked: readonly string[],
  { event_types: told }: WebhookEndpoint,
): readonly EventType[] | Refusal {
  const untold = asked.find((type) => told.length > 0 && !told.includes(type));
  if (untold !== undefined) {
    const message = `This endpoint is not told ${untold}. Add it to the endpoint's event_types first.`;
    return refuse("parameter_invalid", message, "event_types");
  }
  const names = asked.length > 0 ? asked : told;
  return names.length === 0 ? TOLD_EVENT_TYPES : names.flatMap(coreEventTypes);
}

function readReplay(
  body: { from: string; to: string; event_types?: readonly string[] | null },
  endpoint: WebhookEndpoint,
): NewReplay | Refusal {
  const from = readInstant(body.from, "from");
  if (isRefusal(from)) return from;
  const to = readInstant(body.to, "to");
  if (isRefusal(to)) return to;
  const event_types = readEventTypes(body.event_types ?? [], endpoint);
  if (isRefusal(event_types)) return event_types;
  return { webhook_endpoint_id: endpoint.id, from, to, event_types };
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
      const { scope } = request.caller;
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      const endpoint = endpoint_id && (await getWebhookEndpoint(core, scope, api, endpoint_id));
      if (!endpoint) return sendResult(reply, noSuchEndpoint());
      const command = readReplay(request.body, endpoint);
      if (isRefusal(command)) return sendResult(reply, command);
      const exchange = exchangeFor(core, request, (replay: WebhookReplay) =>
        success("Replay queued successfully", presentReplay(replay, NOTHING_YET)),
      );
      return sendResult(reply, await createReplay(core, scope, command, exchange));
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
