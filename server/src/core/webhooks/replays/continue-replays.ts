import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { findEventPlaces } from "../../events/store.ts";
import { insertDeliveries } from "../dispatch/store.ts";
import { timetable } from "../queue/lease.ts";
import { shareEndpointStatus } from "../store.ts";
import type { WebhookReplay } from "./replay.ts";
import { countUntried, findRunningReplays, lockRunningReplay, updateReplay } from "./store.ts";

/** No more deliveries of a replay wait for their first attempt, so that what happens now does not have to wait long. */
const PIECE = 100;

/** Makes the next deliveries of every replay that is running. Answers how many it made. */
export async function continueReplays(core: Core): Promise<number> {
  let queued_count = 0;
  for (const { merchant_id, livemode, ...replay } of await findRunningReplays(core.db)) {
    queued_count += await continueReplay(core, { merchant_id, livemode }, replay);
  }
  return queued_count;
}

/** One piece of one replay, in a transaction of its own: a crash neither loses nor doubles any of it. */
function continueReplay(
  core: Core,
  scope: Scope,
  { id, webhook_endpoint_id }: Pick<WebhookReplay, "id" | "webhook_endpoint_id">,
): Promise<number> {
  return core.db.transaction(async (transaction) => {
    // Whoever disables or deletes the endpoint cancels its replays, and waits for this piece to be there.
    if ((await shareEndpointStatus(transaction, scope, webhook_endpoint_id)) !== "enabled") return 0;
    const replay = await lockRunningReplay(transaction, scope, id);
    if (replay === undefined) return 0;
    const room = PIECE - (await countUntried(transaction, scope, replay, PIECE));
    if (room === 0) return 0;
    const { range_from, range_to, event_types, cursor_event_id } = replay;
    const criteria = { from: range_from, to: range_to, types: event_types, object_id: null };
    const events = await findEventPlaces(transaction, scope, criteria, cursor_event_id, room);
    const now = core.clock.now();
    const deliveries = events.map(({ id: event_id, object_id, sequence }) => ({
      ...scope,
      id: core.new_id(),
      webhook_endpoint_id,
      event_id,
      replay_id: id,
      object_id,
      sequence,
      begins: false,
    }));
    await insertDeliveries(transaction, deliveries, timetable(now));
    const is_over = events.length < room;
    await updateReplay(transaction, scope, {
      ...replay,
      status: is_over ? "finished" : "running",
      queued_count: replay.queued_count + events.length,
      cursor_event_id: events.at(-1)?.id ?? cursor_event_id,
      finished_at: is_over ? now : null,
    });
    return events.length;
  });
}
