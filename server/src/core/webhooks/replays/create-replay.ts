import { addMilliseconds, earlierOf } from "../../../kit/clock.ts";
import { endOfSecond } from "../../../kit/instant.ts";
import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { EVENT_TYPES, type EventType } from "../../events/event.ts";
import { countEvents } from "../../events/store.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../../idempotency/exchange.ts";
import type { WebhookDialect } from "../dialect.ts";
import { findEndpoint, shareEndpointStatus } from "../store.ts";
import type { WebhookEndpoint } from "../webhook-endpoint.ts";
import type { WebhookReplay } from "./replay.ts";
import { insertReplay } from "./store.ts";

export interface NewReplay {
  readonly endpoint_id: string;
  /** Both inclusive. */
  readonly from: Date;
  readonly to: Date;
  /** In the API's own event names; empty means everything that the endpoint is told. */
  readonly event_types: readonly string[];
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
  dialect: WebhookDialect,
  command: NewReplay,
  exchange: Exchange<WebhookReplay>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const endpoint = await findEndpoint(transaction, scope, dialect.api, command.endpoint_id);
    if (endpoint === undefined) return refuse("resource_missing", "No such webhook endpoint.", "id");
    const range = readRange(command, core.clock.now());
    if (isRefusal(range)) return range;
    const types = chooseTypes(dialect, command.event_types, endpoint);
    if (isRefusal(types)) return types;
    const criteria = { ...range, types, object_id: null };
    const event_count = await countEvents(transaction, scope, criteria, MAX_EVENTS + 1);
    if (event_count > MAX_EVENTS) {
      return refuse(
        "parameter_invalid",
        "There are more than {limit} events between from and to. Replay them in smaller pieces.",
        "from",
        { limit: MAX_EVENTS },
      );
    }
    if ((await shareEndpointStatus(transaction, scope, endpoint.id)) !== "enabled") {
      return refuse("state_conflict", "Nothing is sent to a disabled endpoint. Enable it first.");
    }
    const replay = newReplay(core, endpoint.id, range, types, event_count);
    if (await insertReplay(transaction, scope, replay)) return replay;
    return refuse("state_conflict", "A replay to this endpoint is running. Wait until it is finished.");
  });
}

interface Range {
  readonly from: Date;
  readonly to: Date;
}

function readRange({ from, to }: NewReplay, now: Date): Range | Refusal {
  if (from > now) return refuse("parameter_invalid", "from must not be in the future.", "from");
  if (from > endOfSecond(to)) return refuse("parameter_invalid", "from must not be later than to.", "from");
  if (to > addMilliseconds(from, MAX_DAYS * DAY_MS)) {
    return refuse(
      "parameter_invalid",
      "from and to must not lie more than {limit} days apart. Replay longer times in pieces.",
      "to",
      { limit: MAX_DAYS },
    );
  }
  return { from, to: earlierOf(endOfSecond(to), now) };
}

/** The core's words for what is to be replayed: what was asked for, or all that the endpoint is told. */
function chooseTypes(
  dialect: WebhookDialect,
  asked: readonly string[],
  { event_types: told }: WebhookEndpoint,
): readonly EventType[] | Refusal {
  const untold = asked.find((name) => told.length > 0 && !told.includes(name));
  if (untold !== undefined) {
    return refuse(
      "parameter_invalid",
      "This endpoint is not told {type}. Add it to the endpoint's event_types first.",
      "event_types",
      { type: untold },
    );
  }
  const names = asked.length > 0 ? asked : told;
  return EVENT_TYPES.filter((type) => {
    const name = dialect.eventName(type);
    return name !== null && (names.length === 0 || names.includes(name));
  });
}

function newReplay(
  core: Core,
  webhook_endpoint_id: string,
  { from, to }: Range,
  event_types: readonly EventType[],
  event_count: number,
): WebhookReplay {
  return {
    id: core.new_id(),
    webhook_endpoint_id,
    status: "running",
    range_from: from,
    range_to: to,
    event_types,
    event_count,
    queued_count: 0,
    created_at: core.clock.now(),
    finished_at: null,
  };
}
