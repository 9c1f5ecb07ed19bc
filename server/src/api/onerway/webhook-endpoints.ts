import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import { createWebhookEndpoint } from "../../core/webhooks/create-endpoint.ts";
import { deleteWebhookEndpoint } from "../../core/webhooks/delete-endpoint.ts";
import { getWebhookEndpoint } from "../../core/webhooks/get-endpoint.ts";
import { listWebhookEndpoints } from "../../core/webhooks/list-endpoints.ts";
import { updateWebhookEndpoint, type WebhookEndpointChange } from "../../core/webhooks/update-endpoint.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { formatId, parseId } from "../../kit/ids.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { WEBHOOK_EVENT_TYPES } from "./event-names.ts";
import { onerwayWebhooks } from "./events.ts";
import {
  clearable,
  description,
  ExpandQuery,
  expand,
  httpUrl,
  metadata,
  metadataChanges,
  readMetadataChanges,
} from "./fields.ts";
import { created, findPage, listAnswer, listFields } from "./lists.ts";
import { noSuch } from "./missing.ts";
import { postOrPut } from "./post-or-put.ts";
import { presentWebhookEndpoint } from "./present.ts";
import * as reference from "./reference/webhook-endpoints.ts";

const closed = { additionalProperties: false } as const;

const url = httpUrl("Where we POST the events.");
const enabled_events = Type.Array(Type.Enum(["*", ...WEBHOOK_EVENT_TYPES]), {
  minItems: 1,
  maxItems: 50,
  description: "What it is told; `*` means everything.",
});

const EndpointBody = Type.Object(
  {
    url,
    enabled_events,
    api_version: Type.Optional(
      Type.String({
        maxLength: 40,
        description: "Accepted from client libraries: events are told in one version, the answered one.",
      }),
    ),
    description: clearable(description),
    metadata: clearable(metadata),
    expand,
  },
  closed,
);

const UpdateBody = Type.Object(
  {
    url: Type.Optional(url),
    enabled_events: Type.Optional(enabled_events),
    disabled: Type.Optional(
      Type.Boolean({ description: "Whether nothing more is sent to it, until you say otherwise." }),
    ),
    description: clearable(description),
    metadata: Type.Optional(metadataChanges),
    expand,
  },
  closed,
);

const ListQuery = Type.Object({ ...listFields, created }, closed);
const Params = Type.Object({ id: Type.String({ description: "The webhook endpoint, `we_…`." }) });

function eventTypes(enabled_events: readonly string[]): readonly string[] {
  return enabled_events.includes("*") ? [] : enabled_events;
}

/** The changes that a body asks for, in the core's words. */
function readChanges(body: Static<typeof UpdateBody>): WebhookEndpointChange["fields"] {
  const { url, enabled_events, disabled, description } = body;
  return {
    ...(url !== undefined && { url }),
    ...(enabled_events !== undefined && { event_types: eventTypes(enabled_events) }),
    ...(disabled !== undefined && { status: disabled ? "disabled" : "enabled" }),
    ...(description !== undefined && { description: description || null }),
  };
}

export const webhookEndpoints: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, context) => {
  const { core } = context;
  const { api } = onerwayWebhooks(core);

  app.post(
    "/webhook_endpoints",
    { config: { operation: reference.createWebhookEndpoint }, schema: { body: EndpointBody } },
    async (request, reply) => {
      const { scope } = request.caller;
      const { url, enabled_events, description, metadata } = request.body;
      const command = {
        api,
        url,
        event_types: eventTypes(enabled_events),
        description: description || null,
        metadata: metadata || {},
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
      const { scope } = request.caller;
      const exists = (id: string) => getWebhookEndpoint(core, scope, api, id);
      const found = await findPage("webhook_endpoint", request.query, exists, (page) =>
        listWebhookEndpoints(core, scope, { api, ...page }),
      );
      const present = (endpoint: WebhookEndpoint) => presentWebhookEndpoint(scope, endpoint);
      return sendResult(reply, listAnswer("/v1/webhook_endpoints", found, present));
    },
  );

  app.get(
    "/webhook_endpoints/:id",
    {
      config: { operation: reference.getWebhookEndpoint },
      schema: { params: Params, querystring: ExpandQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("webhook_endpoint", request.params.id);
      const endpoint = uuid && (await getWebhookEndpoint(core, scope, api, uuid));
      if (!endpoint) return sendResult(reply, noSuch("webhook_endpoint", request.params.id));
      return sendResult(reply, ok(presentWebhookEndpoint(scope, endpoint)));
    },
  );

  postOrPut(
    app,
    "/webhook_endpoints/:id",
    { config: { operation: reference.updateWebhookEndpoint }, schema: { params: Params, body: UpdateBody } },
    async (request, reply) => {
      const { scope } = request.caller;
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      if (endpoint_id === undefined) return sendResult(reply, noSuch("webhook_endpoint", request.params.id));
      const metadata = readMetadataChanges(request.body.metadata);
      const fields = readChanges(request.body);
      const allow_private = context.allow_private_webhooks;
      const command = { api, endpoint_id, fields, metadata, allow_private };
      const exchange = exchangeFor(core, request, (endpoint: WebhookEndpoint) =>
        ok(presentWebhookEndpoint(scope, endpoint)),
      );
      return sendResult(reply, await updateWebhookEndpoint(core, scope, command, exchange));
    },
  );

  app.delete(
    "/webhook_endpoints/:id",
    { config: { operation: reference.deleteWebhookEndpoint }, schema: { params: Params } },
    async (request, reply) => {
      const uuid = parseId("webhook_endpoint", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuch("webhook_endpoint", request.params.id));
      const render = (endpoint: WebhookEndpoint) =>
        ok({ id: formatId("webhook_endpoint", endpoint.id), object: "webhook_endpoint", deleted: true });
      const exchange = { idempotency: null, render };
      return sendResult(reply, await deleteWebhookEndpoint(core, request.caller.scope, api, uuid, exchange));
    },
  );
};
