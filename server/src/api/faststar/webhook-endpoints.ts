import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createWebhookEndpoint } from "../../core/webhooks/create-endpoint.ts";
import { deleteWebhookEndpoint } from "../../core/webhooks/delete-endpoint.ts";
import { listWebhookEndpoints } from "../../core/webhooks/list-endpoints.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { formatId, parseId } from "../../kit/ids.ts";
import { isRefusal, refuse } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { faststarWebhooks, WEBHOOK_EVENT_TYPES } from "./events.ts";
import { httpUrl, listQuery, optional, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentWebhookEndpoint } from "./present.ts";
import * as reference from "./reference/webhook-endpoints.ts";

const EndpointBody = Type.Object({
  url: httpUrl("Where we POST the events."),
  event_types: optional(
    Type.Array(Type.Enum([...WEBHOOK_EVENT_TYPES]), {
      maxItems: 50,
      description: "Leave it out to get every event.",
    }),
  ),
  description: optional(text(350, "A note for yourself.")),
});

const Params = Type.Object({ id: Type.String({ description: "The webhook endpoint, `we_…`." }) });

export const webhookEndpoints: FastifyPluginAsyncTypebox<FaststarContext> = async (app, context) => {
  const { core } = context;
  const { api } = faststarWebhooks;

  app.post(
    "/merchant/webhook-endpoints",
    { config: { operation: reference.createWebhookEndpoint }, schema: { body: EndpointBody } },
    async (request, reply) => {
      const { url, event_types, description } = request.body;
      const command = {
        api,
        url,
        event_types: event_types ?? [],
        description: description ?? null,
        allow_private: context.allow_private_webhooks,
      };
      const exchange = exchangeFor(core, request, (endpoint: WebhookEndpoint & { secret: string }) =>
        success("Webhook endpoint created successfully", {
          ...presentWebhookEndpoint(endpoint),
          secret: endpoint.secret,
        }),
      );
      return sendResult(reply, await createWebhookEndpoint(core, request.caller.scope, command, exchange));
    },
  );

  app.get(
    "/merchant/webhook-endpoints",
    { config: { operation: reference.listWebhookEndpoints }, schema: { querystring: listQuery } },
    async (request, reply) => {
      const starting_after = cursorId("webhook_endpoint", request.query.cursor);
      if (isRefusal(starting_after)) return sendResult(reply, starting_after);
      const query = { api, limit: request.query.limit, starting_after };
      const page = await listWebhookEndpoints(core, request.caller.scope, query);
      return sendResult(
        reply,
        listAnswer("Webhook endpoints", "webhook_endpoint", page, presentWebhookEndpoint),
      );
    },
  );

  app.delete(
    "/merchant/webhook-endpoints/:id",
    { config: { operation: reference.deleteWebhookEndpoint }, schema: { params: Params } },
    async (request, reply) => {
      const uuid = parseId("webhook_endpoint", request.params.id);
      if (uuid === undefined) {
        return sendResult(reply, refuse("resource_missing", "No such webhook endpoint.", "id"));
      }
      const render = (endpoint: WebhookEndpoint) =>
        success("Webhook endpoint deleted", { id: formatId("webhook_endpoint", endpoint.id), deleted: true });
      const exchange = { idempotency: null, render };
      return sendResult(reply, await deleteWebhookEndpoint(core, request.caller.scope, api, uuid, exchange));
    },
  );
};
