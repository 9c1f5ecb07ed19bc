import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component } from "./answers.ts";
import { EXAMPLE_REPLAY } from "./delivery-objects.ts";
import { EXAMPLE_INSTANT } from "./fields.ts";

const tag = "Webhooks";

const { id: replay_id, webhook_endpoint_id: id, from, to, event_types } = EXAMPLE_REPLAY;

export const replayWebhookEvents: Operation = {
  operation_id: "replayWebhookEvents",
  summary: "Replay events",
  description:
    "Tells the endpoint once more what happened in a stretch of time: after it was down or disabled, or because it is new. Each event becomes a new delivery with retries of its own, oldest first, and its id stays the same. The answer says how many events there are; they are queued in pieces, so that news does not have to wait behind them. At most 31 days and 100,000 events at once, and one replay to an endpoint at a time.",
  tag,
  parameters: { id },
  bodies: {
    morning: { summary: "One type of event", value: { from, to, event_types } },
    everything: { summary: "Everything that the endpoint is told", value: { from, to } },
  },
  answer: answer("The replay.", component("WebhookReplay"), "Replay queued successfully", EXAMPLE_REPLAY),
  errors: ["resource_missing", "state_conflict"],
};

export const getWebhookReplay: Operation = {
  operation_id: "getWebhookReplay",
  summary: "Get a replay",
  description: "How far a replay has come, and what became of its deliveries. Kept for 30 days.",
  tag,
  parameters: { id, replay_id },
  answer: answer("The replay.", component("WebhookReplay"), "Webhook replay", {
    ...EXAMPLE_REPLAY,
    status: "finished",
    queued_count: 42,
    succeeded_count: 42,
    finished_at: EXAMPLE_INSTANT,
  }),
  errors: ["resource_missing"],
};
