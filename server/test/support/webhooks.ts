import type { Core } from "../../src/core/core.ts";
import type { EventType } from "../../src/core/events/event.ts";
import { insertEvent } from "../../src/core/events/store.ts";
import { createWebhookEndpoint, type NewWebhookEndpoint } from "../../src/core/webhooks/create-endpoint.ts";
import type { WebhookDialect } from "../../src/core/webhooks/dialect.ts";
import { standardWebhookHeaders } from "../../src/core/webhooks/standard-webhooks.ts";
import type { WebhookRequest, WebhookResult, WebhookTransport } from "../../src/core/webhooks/transport.ts";
import type { WebhookEndpoint } from "../../src/core/webhooks/webhook-endpoint.ts";
import type { Database } from "../../src/db/types.ts";
import { unixSeconds } from "../../src/kit/clock.ts";
import { isRefusal } from "../../src/kit/result.ts";
import type { Scope } from "../../src/kit/scope.ts";

/** An API for tests: it says an event's type in capitals, and keeps quiet about payments that were only made. */
export function capitalDialect(api = "capitals"): WebhookDialect {
  return {
    api,
    eventName: (type) => (type === "payment.created" ? null : type.toUpperCase()),
    render: (event, scope) => JSON.stringify({ id: event.id, type: event.type, livemode: scope.livemode }),
    headers: ({ event, body, secrets, sent_at }) => ({
      ...standardWebhookHeaders({ id: event.id, body, secrets, sent_at }),
      "x-sent-at": String(unixSeconds(sent_at)),
    }),
  };
}

export type Answering = (request: WebhookRequest) => WebhookResult | Promise<WebhookResult>;

export type ScriptedTransport = WebhookTransport & { sent: WebhookRequest[]; answer: Answering };

/** A network without a network: it remembers what was sent and answers as it is told. */
export function scriptedTransport(answer: Answering): ScriptedTransport {
  const transport = {
    sent: [] as WebhookRequest[],
    answer,
    async send(request: WebhookRequest) {
      transport.sent.push(request);
      return transport.answer(request);
    },
    close: () => {},
  };
  return transport;
}

export const answers = (status: number, retry_after?: string): WebhookResult => ({
  status,
  retry_after,
  headers: {},
  body: "",
  body_truncated: false,
});

/** Something happens to a payment of the merchant. Answers the event's id. */
export async function happen(
  core: Core,
  scope: Scope,
  type: EventType = "payment.succeeded",
  { object_id = core.new_id(), sequence = 1 }: { object_id?: string; sequence?: number } = {},
): Promise<string> {
  const id = core.new_id();
  await core.db.transaction((transaction) =>
    insertEvent(transaction, scope, {
      id,
      type,
      object_type: "payment_intent",
      object_id,
      sequence,
      snapshot: "{}",
      created_at: core.clock.now(),
    }),
  );
  return id;
}

/** An endpoint of the test API that wants everything, unless told otherwise. */
export async function endpointOf(
  core: Core,
  scope: Scope,
  command: Partial<NewWebhookEndpoint> = {},
): Promise<WebhookEndpoint & { secret: string }> {
  let made: (WebhookEndpoint & { secret: string }) | undefined;
  const answer = await createWebhookEndpoint(
    core,
    scope,
    {
      api: "capitals",
      url: "https://shop.example/hooks",
      event_types: [],
      description: null,
      allow_private: false,
      ...command,
    },
    {
      idempotency: null,
      render: (endpoint) => {
        made = endpoint;
        return { status: 200, body: "" };
      },
    },
  );
  if (isRefusal(answer) || made === undefined) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return made;
}

export interface DeliveryRow {
  event_id: string;
  webhook_endpoint_id: string;
  status: string;
  attempt_count: number;
  next_attempt_at: Date | null;
  response_status: number | null;
  error: string | null;
  finished_at: Date | null;
}

export function deliveryRows(db: Database): Promise<DeliveryRow[]> {
  return db.query<DeliveryRow>(
    `SELECT event_id, webhook_endpoint_id, status, attempt_count, next_attempt_at, response_status, error, finished_at
       FROM webhook_deliveries ORDER BY id`,
  );
}
