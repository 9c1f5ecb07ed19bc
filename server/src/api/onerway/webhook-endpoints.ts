import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createWebhookEndpoint } from "../../core/webhooks/create-endpoint.ts";
import { deleteWebhookEndpoint } from "../../core/webhooks/delete-endpoint.ts";
import { listWebhookEndpoints } from "../../core/webhooks/list-endpoints.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { formatId, parseId } from "../../kit/ids.ts";
import { refuse } from "../../kit/result.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { onerwayWebhooks, WEBHOOK_EVENT_TYPES } from "./events.ts";
import { clearable, description, expand, httpUrl } from "./fields.ts";
import { presentWebhookEndpoint } from "./present.ts";

const EndpointBody = Type.Object(
  {
    url: httpUrl,
    enabled_events: Type.Array(Type.Enum(["*", ...WEBHOOK_EVENT_TYPES]), { minItems: 1, maxItems: 50 }),
    description: clearable(description),
    expand,
  },
  { additionalProperties: false },
);

const ListQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 10 }),
    starting_after: Type.Optional(Type.String({ maxLength: 64 })),
  },
  { additionalProperties: false },
);

export const webhookEndpoints: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, context) => {
  const { core } = context;
  const { api } = onerwayWebhooks(core);
  const tags = ["Webhook endpoints"];

  app.post(
    "/webhook_endpoints",
    { schema: { summary: "Create a webhook endpoint", tags, body: EndpointBody } },
    async (request, reply) => {
      const { scope } = request.caller;
      const { url, enabled_events, description } = request.body;
      const command = {
        api,
        url,
        event_types: enabled_events.includes("*") ? [] : enabled_events,
        description: description || null,
        allow_private: context.allow_private_webhooks,
      };
      const exchange = exchangeFor(core, request, (endpoint: WebhookEndpoint & { secret: string }) =>
        ok({ ...presentWebhookEndpoint(scope, endpoint), secret: endpoint.secret }),
      );
      return sendResult(reply, await createWebhookEndpoint(core, scope, command, exchange));
    },
  );

  app.get(
    "/webhook_endpoints",
    { schema: { summary: "List webhook endpoints", tags, querystring: ListQuery } },
    async (request, reply) => {
      const { limit, starting_after } = request.query;
      const after_id = starting_after === undefined ? null : parseId("webhook_endpoint", starting_after);
      if (after_id === undefined) {
        const message = `No such webhook_endpoint: '${starting_after}'`;
        return sendResult(reply, refuse("resource_missing", message, "starting_after"));
      }
      const { scope } = request.caller;
      const page = await listWebhookEndpoints(core, scope, { api, limit, starting_after: after_id });
      const data = page.items.map((endpoint) => presentWebhookEndpoint(scope, endpoint));
      return sendResult(reply, ok({ object: "list", url: "/v1/webhook_endpoints", has_more: page.has_more, data }));
    },
  );

  app.delete(
    "/webhook_endpoints/:id",
    { schema: { summary: "Delete a webhook endpoint", tags, params: Type.Object({ id: Type.String() }) } },
    async (request, reply) => {
      const uuid = parseId("webhook_endpoint", request.params.id);
      if (uuid === undefined) {
        const message = `No such webhook_endpoint: '${request.params.id.slice(0, 64)}'`;
        return sendResult(reply, refuse("resource_missing", message, "id"));
      }
      const render = (endpoint: WebhookEndpoint) =>
        ok({ id: formatId("webhook_endpoint", endpoint.id), object: "webhook_endpoint", deleted: true });
      const exchange = { idempotency: null, render };
      return sendResult(reply, await deleteWebhookEndpoint(core, request.caller.scope, api, uuid, exchange));
    },
  );
};
