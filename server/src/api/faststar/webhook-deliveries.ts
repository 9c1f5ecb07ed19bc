import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getWebhookEndpoint } from "../../core/webhooks/get-endpoint.ts";
import { DELIVERY_STATUSES, type DeliveryRecord } from "../../core/webhooks/log/delivery-record.ts";
import { getDelivery } from "../../core/webhooks/log/get-delivery.ts";
import { listDeliveries } from "../../core/webhooks/log/list-deliveries.ts";
import { retryDelivery } from "../../core/webhooks/queue/retry-delivery.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { checkEventTypeIn } from "./event-types.ts";
import { coreEventTypes, faststarWebhooks, WEBHOOK_EVENT_TYPES } from "./events.ts";
import { listQuery } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentDelivery, presentDeliveryWithAttempts } from "./present-webhooks.ts";
import * as reference from "./reference/webhook-deliveries.ts";
import { noSuchEndpoint } from "./webhook-endpoints.ts";

const DeliveryListQuery = Type.Object({
  ...listQuery.properties,
  status: Type.Optional(Type.Enum([...DELIVERY_STATUSES], { description: "Only deliveries that are so." })),
  event_type: Type.Optional(
    Type.Enum([...WEBHOOK_EVENT_TYPES], { description: "Only deliveries of this type of event." }),
  ),
});

const EndpointParams = Type.Object({ id: Type.String({ description: "The webhook endpoint, `we_…`." }) });

const DeliveryParams = Type.Object({
  ...EndpointParams.properties,
  delivery_id: Type.String({ description: "The delivery, `whd_…`." }),
});

const AliasParams = Type.Object({ id: Type.String({ description: "The delivery, `whd_…`." }) });

export const webhookDeliveries: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  const { api } = faststarWebhooks;
  const render = (delivery: DeliveryRecord) =>
    success("Delivery queued for retry", presentDelivery(delivery));

  app.get(
    "/merchant/webhook-endpoints/:id/deliveries",
    {
      config: { operation: reference.listWebhookDeliveries },
      schema: { params: EndpointParams, querystring: DeliveryListQuery },
      preValidation: checkEventTypeIn("event_type"),
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      const endpoint = endpoint_id && (await getWebhookEndpoint(core, scope, api, endpoint_id));
      if (!endpoint) return sendResult(reply, noSuchEndpoint());
      const { limit, cursor, status = null, event_type } = request.query;
      const after_id = cursorId("webhook_delivery", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const event_types = event_type === undefined ? null : coreEventTypes(event_type);
      const query = { webhook_endpoint_id: endpoint.id, status, event_types, limit, after_id };
      const page = await listDeliveries(core, scope, query);
      return sendResult(reply, listAnswer("Webhook deliveries", "webhook_delivery", page, presentDelivery));
    },
  );

  app.get(
    "/merchant/webhook-endpoints/:id/deliveries/:delivery_id",
    { config: { operation: reference.getWebhookDelivery }, schema: { params: DeliveryParams } },
    async (request, reply) => {
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      const delivery_id = parseId("webhook_delivery", request.params.delivery_id);
      const found =
        endpoint_id &&
        delivery_id &&
        (await getDelivery(core, request.caller.scope, faststarWebhooks, endpoint_id, delivery_id));
      if (!found) return sendResult(reply, noSuchDelivery("delivery_id"));
      return sendResult(reply, success("Webhook delivery", presentDeliveryWithAttempts(found)));
    },
  );

  app.post(
    "/merchant/webhook-endpoints/:id/deliveries/:delivery_id/retry",
    {
      config: { operation: reference.retryWebhookDelivery },
      schema: { params: DeliveryParams, body: Type.Object({}) },
    },
    async (request, reply) => {
      const endpoint_id = parseId("webhook_endpoint", request.params.id);
      const delivery_id = parseId("webhook_delivery", request.params.delivery_id);
      if (endpoint_id === undefined || delivery_id === undefined) {
        return sendResult(reply, noSuchDelivery("delivery_id"));
      }
      const exchange = exchangeFor(core, request, render);
      const retried = { api, endpoint_id, delivery_id };
      return sendResult(reply, await retryDelivery(core, request.caller.scope, retried, exchange));
    },
  );

  app.post(
    "/merchant/webhook-endpoints/deliveries/:id/retry",
    {
      config: { operation: reference.retryWebhookDeliveryById },
      schema: { params: AliasParams, body: Type.Object({}) },
    },
    async (request, reply) => {
      const delivery_id = parseId("webhook_delivery", request.params.id);
      if (delivery_id === undefined) return sendResult(reply, noSuchDelivery("id"));
      const exchange = exchangeFor(core, request, render);
      const retried = { api, endpoint_id: null, delivery_id };
      return sendResult(reply, await retryDelivery(core, request.caller.scope, retried, exchange));
    },
  );
};

function noSuchDelivery(param: string): Refusal {
  return refuse("resource_missing", "No such webhook delivery.", param);
}
