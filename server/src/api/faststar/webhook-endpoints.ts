import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createWebhookEndpoint } from "../../core/webhooks/create-endpoint.ts";
import { deleteWebhookEndpoint } from "../../core/webhooks/delete-endpoint.ts";
import { getWebhookEndpoint } from "../../core/webhooks/get-endpoint.ts";
import { listWebhookEndpoints } from "../../core/webhooks/list-endpoints.ts";
import { rotateWebhookSecret } from "../../core/webhooks/rotate-secret.ts";
import { updateWebhookEndpoint, type WebhookEndpointChange } from "../../core/webhooks/update-endpoint.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { formatId, parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { checkEventTypes } from "./event-types.ts";
import { faststarWebhooks, WEBHOOK_EVENT_TYPES } from "./events.ts";
import { httpUrl, listQuery, optional, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentWebhookEndpoint } from "./present-webhooks.ts";
import * as reference from "./reference/webhook-endpoints.ts";

const url = httpUrl("Where we POST the events.");
const event_types = optional(
  Type.Array(Type.Enum([...WEBHOOK_EVENT_TYPES]), {
    maxItems: 50,
    description: "What it is told. Leave it out, or empty, for every event.",
  }),
);
const description = optional(text(350, "A note for yourself."));

const EndpointBody = Type.Object({ url, event_types, description });

const ChangeBody = Type.Object({
  url: Type.Optional(url),
  event_types,
  description,
  status: Type.Optional(
    Type.Enum(["enabled", "disabled"], { description: "A disabled endpoint is told nothing." }),
  ),
});

const DEFAULT_OVERLAP_S = 24 * 60 * 60;
const LONGEST_OVERLAP_S = 7 * DEFAULT_OVERLAP_S;

const RotationBody = Type.Object({
  expires_in: optional(
    Type.Integer({
      minimum: 0,
      maximum: LONGEST_OVERLAP_S,
      description:
        "For how many seconds the old secret goes on signing beside the new one: 86400, a day, when left out; 0 ends it at once.",
    }),
  ),
});

const Params = Type.Object({ id: Type.String({ description: "The webhook endpoint, `we_…`." }) });

/** Only the fields that the request has: in a PATCH, what is not there is left as it is. */
function readChange(body: {
  url?: string;
  event_types?: readonly string[] | null;
  description?: string | null;
  status?: WebhookEndpoint["status"];
}): WebhookEndpointChange["fields"] {
  return {
    ...(body.url !== undefined && { url: body.url }),
    ...(body.event_types !== undefined && { event_types: body.event_types ?? [] }),
    ...(body.description !== undefined && { description: body.description }),
    ...(body.status !== undefined && { status: body.status }),
  };
}

export const webhookEndpoints: FastifyPluginAsyncTypebox<FaststarContext> = async (app, context) => {
  const { core, allow_private_webhooks: allow_private } = context;
  const { api } = faststarWebhooks;

  app.post(
    "/merchant/webhook-endpoints",
    {
      config: { operation: reference.createWebhookEndpoint },
      schema: { body: EndpointBody },
      preValidation: checkEventTypes,
    },
    async (request, reply) => {
      const { url, event_types, description } = request.body;
      const fields = { url, event_types: event_types ?? [], description: description ?? null };
      const exchange = exchangeFor(core, request, withSecret("Webhook endpoint created successfully"));
      const command = { api, ...fields, allow_private };
      return sendResult(reply, await createWebhookEndpoint(core, request.caller.scope, command, exchange));
    },
  );

  app.get(
    "/merchant/webhook-endpoints",
    { config: { operation: reference.listWebhookEndpoints }, schema: { querystring: listQuery } },
    async (request, reply) => {
      const after_id = cursorId("webhook_endpoint", request.query.cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const query = { api, limit: request.query.limit, after_id };
      const page = await listWebhookEndpoints(core, request.caller.scope, query);
      return sendResult(
        reply,
        listAnswer("Webhook endpoints", "webhook_endpoint", page, presentWebhookEndpoint),
      );
    },
  );

  app.get(
    "/merchant/webhook-endpoints/:id",
    { config: { operation: reference.getWebhookEndpoint }, schema: { params: Params } },
    async (request, reply) => {
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      const { scope } = request.caller;
      const endpoint = endpoint_id && (await getWebhookEndpoint(core, scope, api, endpoint_id));
      if (!endpoint) return sendResult(reply, noSuchEndpoint());
      return sendResult(reply, success("Webhook endpoint", presentWebhookEndpoint(endpoint)));
    },
  );

  app.patch(
    "/merchant/webhook-endpoints/:id",
    {
      config: { operation: reference.updateWebhookEndpoint },
      schema: { params: Params, body: ChangeBody },
      preValidation: checkEventTypes,
    },
    async (request, reply) => {
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      if (endpoint_id === undefined) return sendResult(reply, noSuchEndpoint());
      const render = (endpoint: WebhookEndpoint) =>
        success("Webhook endpoint updated successfully", presentWebhookEndpoint(endpoint));
      const change = { api, endpoint_id, fields: readChange(request.body), allow_private };
      const exchange = { idempotency: null, render };
      return sendResult(reply, await updateWebhookEndpoint(core, request.caller.scope, change, exchange));
    },
  );

  app.post(
    "/merchant/webhook-endpoints/:id/rotate-secret",
    {
      config: { operation: reference.rotateWebhookSecret },
      schema: { params: Params, body: RotationBody },
    },
    async (request, reply) => {
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      if (endpoint_id === undefined) return sendResult(reply, noSuchEndpoint());
      const overlap_ms = (request.body.expires_in ?? DEFAULT_OVERLAP_S) * 1000;
      const exchange = exchangeFor(core, request, withSecret("Webhook secret rotated successfully"));
      const rotation = { api, endpoint_id, overlap_ms };
      return sendResult(reply, await rotateWebhookSecret(core, request.caller.scope, rotation, exchange));
    },
  );

  app.delete(
    "/merchant/webhook-endpoints/:id",
    { config: { operation: reference.deleteWebhookEndpoint }, schema: { params: Params } },
    async (request, reply) => {
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      if (endpoint_id === undefined) return sendResult(reply, noSuchEndpoint());
      const render = (endpoint: WebhookEndpoint) =>
        success("Webhook endpoint deleted", { id: formatId("webhook_endpoint", endpoint.id), deleted: true });
      const exchange = { idempotency: null, render };
      const { scope } = request.caller;
      return sendResult(reply, await deleteWebhookEndpoint(core, scope, api, endpoint_id, exchange));
    },
  );
};

/** The two answers that show a secret. */
function withSecret(message: string) {
  return (endpoint: WebhookEndpoint & { secret: string }) =>
    success(message, { ...presentWebhookEndpoint(endpoint), secret: endpoint.secret });
}

export function noSuchEndpoint(): Refusal {
  return refuse("resource_missing", "No such webhook endpoint.", "id");
}
