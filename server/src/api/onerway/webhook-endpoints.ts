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
import * as reference from "./reference/webhook-endpoints.ts";

const EndpointBody = Type.Object(
  {
    url: httpUrl("Where we POST the events."),
    enabled_events: Type.Array(Type.Enum(["*", ...WEBHOOK_EVENT_TYPES]), {
      minItems: 1,
      maxItems: 50,
      description: "What it is told; `*` means everything.",
    }),
    description: clearable(description),
    expand,
  },
  { additionalProperties: false },
);

const ListQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: "How many to answer." }),
    starting_after: Type.Optional(
      Type.String({ maxLength: 64, description: "The last id that you have: what follows it is answered." }),
    ),
  },
  { additionalProperties: false },
);

const Params = Type.Object({ id: Type.String({ description: "The webhook endpoint, `we_…`." }) });

export const webhookEndpoints: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, context) => {
  const { core } = context;
  const { api } = onerwayWebhooks(core);

  app.post(
    "/webhook_endpoints",
    { config: { operation: reference.createWebhookEndpoint }, schema: { body: EndpointBody } },
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
    { config: { operation: reference.listWebhookEndpoints }, schema: { querystring: ListQuery } },
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
      return sendResult(
        reply,
        ok({ object: "list", url: "/v1/webhook_endpoints", has_more: page.has_more, data }),
      );
    },
  );

  app.delete(
    "/webhook_endpoints/:id",
    { config: { operation: reference.deleteWebhookEndpoint }, schema: { params: Params } },
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
