import { addMilliseconds, earlierOf } from "../../../kit/clock.ts";
import { endOfSecond } from "../../../kit/instant.ts";
import { type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { EventType } from "../../events/event.ts";
import { countEvents } from "../../events/store.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../../idempotency/exchange.ts";
import { shareEndpointStatus } from "../store.ts";
import type { WebhookReplay } from "./replay.ts";
import { insertReplay } from "./store.ts";

export interface NewReplay {
  readonly webhook_endpoint_id: string;
  /** Both inclusive. */
  readonly from: Date;
  readonly to: Date;
  /** In the core's words, and only such as the endpoint is told. */
  readonly event_types: readonly EventType[];
}

const MAX_DAYS = 31;
const MAX_EVENTS = 100_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Begins to tell an endpoint once more what happened in a stretch of time: after it was down, or was disabled, or
 * because it is new. The work is done by a job, a piece at a time.
 */
export async function createReplay(
  core: Core,
  scope: Scope,
  command: NewReplay,
  exchange: Exchange<WebhookReplay>,
): Promise<Answer | Refusal> {
  const now = core.clock.now();
  const refusal = refuseRange(command, now);
  if (refusal !== undefined) return refusal;
  const range = { from: command.from, to: earlierOf(endOfSecond(command.to), now) };
  return answerOnce(core, scope, exchange, async (transaction) => {
    const criteria = { ...range, types: command.event_types, object_id: null };
    const event_count = await countEvents(transaction, scope, criteria, MAX_EVENTS + 1);
    if (event_count > MAX_EVENTS) {
      const message = `There are more than ${MAX_EVENTS} events between from and to. Replay them in smaller pieces.`;
      return refuse("parameter_invalid", message, "from");
    }
    const status = await shareEndpointStatus(transaction, scope, command.webhook_endpoint_id);
    if (status !== "enabled") {
      return refuse("state_conflict", "Nothing is sent to a disabled endpoint. Enable it first.");
    }
    const replay = newReplay(core, command, range, event_count);
    if (await insertReplay(transaction, scope, replay)) return replay;
    return refuse("state_conflict", "A replay to this endpoint is running. Wait until it is finished.");
  });
}

function refuseRange({ from, to }: NewReplay, now: Date): Refusal | undefined {
  if (from > now) return refuse("parameter_invalid", "from must not be in the future.", "from");
  if (from > endOfSecond(to)) return refuse("parameter_invalid", "from must not be later than to.", "from");
  if (to > addMilliseconds(from, MAX_DAYS * DAY_MS)) {
    const message = `from and to must not lie more than ${MAX_DAYS} days apart. Replay longer times in pieces.`;
    return refuse("parameter_invalid", message, "to");
  }
  return undefined;
}

function newReplay(
  core: Core,
  { webhook_endpoint_id, event_types }: NewReplay,
  range: { from: Date; to: Date },
  event_count: number,
): WebhookReplay {
  return {
    id: core.new_id(),
    webhook_endpoint_id,
    status: "running",
    range_from: range.from,
    range_to: range.to,
    event_types,
    event_count,
    queued_count: 0,
    created_at: core.clock.now(),
    finished_at: null,
  };
}
