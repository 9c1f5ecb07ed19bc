import type { WebhookAttempt } from "../../core/webhooks/log/attempt.ts";
import type { DeliveryRecord } from "../../core/webhooks/log/delivery-record.ts";
import type { DeliveryWithAttempts } from "../../core/webhooks/log/get-delivery.ts";
import type { ReplayProgress, WebhookReplay } from "../../core/webhooks/replays/replay.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { formatId } from "../../kit/ids.ts";
import { faststarWebhooks } from "./events.ts";
import { instant } from "./present.ts";

const instantOrNull = (date: Date | null) => date && instant(date);

export function presentWebhookEndpoint(endpoint: WebhookEndpoint) {
  return {
    id: formatId("webhook_endpoint", endpoint.id),
    url: endpoint.url,
    event_types: endpoint.event_types,
    description: endpoint.description,
    status: endpoint.status,
    previous_secret_expires_at: instantOrNull(endpoint.previous_secret_expires_at),
    created_at: instant(endpoint.created_at),
  };
}

export function presentDelivery(delivery: DeliveryRecord) {
  return {
    id: formatId("webhook_delivery", delivery.id),
    webhook_endpoint_id: formatId("webhook_endpoint", delivery.webhook_endpoint_id),
    event_id: formatId("event", delivery.event_id),
    event_type: faststarWebhooks.eventName(delivery.event_type),
    replay_id: delivery.replay_id && formatId("webhook_replay", delivery.replay_id),
    status: delivery.status,
    attempt_count: delivery.attempt_count,
    response_status: delivery.response_status,
    error: delivery.error,
    next_attempt_at: instantOrNull(delivery.next_attempt_at),
    created_at: instant(delivery.created_at),
    finished_at: instantOrNull(delivery.finished_at),
  };
}

export function presentDeliveryWithAttempts({ delivery, body, attempts }: DeliveryWithAttempts) {
  return { ...presentDelivery(delivery), request_body: body, attempts: attempts.map(presentAttempt) };
}

function presentAttempt(attempt: WebhookAttempt) {
  return {
    id: formatId("webhook_attempt", attempt.id),
    trigger: attempt.trigger,
    status: attempt.error === null ? "succeeded" : "failed",
    attempted_at: instant(attempt.created_at),
    duration_ms: attempt.duration_ms,
    url: attempt.url,
    request_headers: attempt.request_headers,
    response_status: attempt.response_status,
    response_headers: attempt.response_headers,
    response_body: attempt.response_body,
    response_body_truncated: attempt.response_body_truncated,
    error: attempt.error,
    next_attempt_at: instantOrNull(attempt.next_attempt_at),
  };
}

export function presentReplay(replay: WebhookReplay, { pending, succeeded, failed }: ReplayProgress) {
  return {
    id: formatId("webhook_replay", replay.id),
    webhook_endpoint_id: formatId("webhook_endpoint", replay.webhook_endpoint_id),
    status: replay.status,
    from: instant(replay.range_from),
    to: instant(replay.range_to),
    event_types: [...new Set(replay.event_types.map((type) => faststarWebhooks.eventName(type)))],
    event_count: replay.event_count,
    queued_count: replay.queued_count,
    pending_count: pending,
    succeeded_count: succeeded,
    failed_count: failed,
    created_at: instant(replay.created_at),
    finished_at: instantOrNull(replay.finished_at),
  };
}
