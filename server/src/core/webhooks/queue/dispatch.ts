import type { Queryable } from "../../../db/types.ts";
import type { Core } from "../../core.ts";
import { EVENT_TYPES } from "../../events/event.ts";
import type { WebhookDialect } from "../dialect.ts";
import { distinctScopes, scopeKey } from "../dispatch/scopes.ts";
import {
  type AnnouncedEvent,
  findAnnouncedEvents,
  insertDeliveries,
  type NewDelivery,
  type OutboxRow,
  type Recipient,
  shareEnabledEndpoints,
  takeOldest,
} from "../dispatch/store.ts";
import { signingSecrets } from "../store.ts";
import type { ClaimedDelivery } from "./delivery.ts";
import { type Timetable, timetable } from "./lease.ts";
import { planByKey } from "./store.ts";

/** Takes notes off the outbox. */
export type TakeNotes = (transaction: Queryable) => Promise<OutboxRow[]>;

/** Of how many events one run takes the notes. With the next note there may be more, so fewer may be left behind. */
const EVENTS_A_RUN = 256;
/** A run that took at least this many has probably left some. */
export const DISPATCHED_IN_PART = EVENTS_A_RUN / 2;

/** As much as one run takes of all that waits. */
const takeAll: TakeNotes = (transaction) => takeOldest(transaction, EVENTS_A_RUN);

/** Who takes deliveries as they are made, so that they need not be claimed later. */
export interface Courier {
  /** How many more deliveries to this endpoint may begin at once. */
  room(endpoint_id: string): number;
  take(dispatched: Dispatched): void;
}

export interface Dispatched {
  /** To be begun now. */
  readonly claimed: readonly ClaimedDelivery[];
  /** Endpoints for which there was no room. */
  readonly crowded: ReadonlySet<string>;
  /** Endpoints that are told of an object again as soon as they have heard the earlier news of it. */
  readonly held: ReadonlySet<string>;
}

/** A worker that begins nothing by itself: whatever is dispatched waits to be claimed. */
const NOBODY: Courier = { room: () => 0, take: () => {} };

/**
 * Turns news into deliveries: takes notes from the outbox, and for each event in them puts one delivery in the queue
 * of every endpoint that wants it. It is one transaction, so a crash neither loses nor doubles anything. What the
 * courier has room for is claimed in the same write. Answers how many events the notes it took told of.
 */
export async function dispatchEvents(
  core: Core,
  dialects: readonly WebhookDialect[],
  courier: Courier = NOBODY,
  take: TakeNotes = takeAll,
): Promise<number> {
  const { event_count, dispatched } = await core.db.transaction(async (transaction) => {
    const notes = await take(transaction);
    const event_count = notes.reduce((count, { event_ids }) => count + event_ids.length, 0);
    if (event_count === 0) return { event_count };
    const endpoints = groupByScope(await shareEnabledEndpoints(transaction, distinctScopes(notes)));
    const heard = notes.filter((note) => endpoints.has(scopeKey(note)));
    if (heard.length === 0) return { event_count };
    await planByKey(transaction);
    const told = EVENT_TYPES.filter((type) => dialects.some((dialect) => dialect.eventName(type) !== null));
    const events = await findAnnouncedEvents(transaction, heard, told);
    const planned = events.flatMap((event) =>
      (endpoints.get(scopeKey(event)) ?? [])
        .filter((endpoint) => wants(endpoint, event, dialects))
        .map((endpoint) => ({ event, endpoint })),
    );
    if (planned.length === 0) return { event_count };
    const times = timetable(core.clock.now());
    const placed = place(core, planned, courier);
    const deliveries = placed.map(({ delivery }) => delivery);
    const begun = await insertDeliveries(transaction, deliveries, times);
    return { event_count, dispatched: sortOut(placed, begun, times) };
  });
  if (dispatched !== undefined) courier.take(dispatched);
  return event_count;
}

function wants(endpoint: Recipient, event: AnnouncedEvent, dialects: readonly WebhookDialect[]): boolean {
  const dialect = dialects.find(({ api }) => api === endpoint.api);
  const name = dialect?.eventName(event.type) ?? null;
  return name !== null && (endpoint.event_types.length === 0 || endpoint.event_types.includes(name));
}

interface Planned {
  readonly event: AnnouncedEvent;
  readonly endpoint: Recipient;
}

interface Placed extends Planned {
  readonly delivery: NewDelivery;
  /** Another event of the same batch tells of something earlier in the object's life. */
  readonly is_later: boolean;
}

/** Decides which deliveries begin at once: of each object the earliest, as far as there is room at the endpoint. */
function place(core: Core, planned: readonly Planned[], courier: Courier): Placed[] {
  const rooms = new Map<string, number>();
  const earliest = new Map<string, number>();
  for (const { event, endpoint } of planned) {
    const key = `${endpoint.id}|${event.object_id}`;
    earliest.set(key, Math.min(earliest.get(key) ?? event.sequence, event.sequence));
  }
  return planned.map(({ event, endpoint }) => {
    const room = rooms.get(endpoint.id) ?? courier.room(endpoint.id);
    const is_later = earliest.get(`${endpoint.id}|${event.object_id}`) !== event.sequence;
    const begins = room > 0 && !is_later;
    rooms.set(endpoint.id, begins ? room - 1 : room);
    return { event, endpoint, delivery: newDelivery(core, event, endpoint, begins), is_later };
  });
}

function newDelivery(core: Core, event: AnnouncedEvent, endpoint: Recipient, begins: boolean): NewDelivery {
  return {
    merchant_id: event.merchant_id,
    livemode: event.livemode,
    id: core.new_id(),
    webhook_endpoint_id: endpoint.id,
    event_id: event.id,
    replay_id: null,
    object_id: event.object_id,
    sequence: event.sequence,
    begins,
  };
}

/** What has become of the deliveries: begun, held back by earlier news, or without room. */
function sortOut(placed: readonly Placed[], begun: ReadonlySet<string>, times: Timetable): Dispatched {
  const claimed: ClaimedDelivery[] = [];
  const crowded = new Set<string>();
  const held = new Set<string>();
  for (const { event, endpoint, delivery, is_later } of placed) {
    if (begun.has(delivery.id)) claimed.push(claimedDelivery(delivery.id, event, endpoint, times));
    else if (is_later || delivery.begins) held.add(endpoint.id);
    else crowded.add(endpoint.id);
  }
  return { claimed, crowded, held };
}

function claimedDelivery(
  id: string,
  event: AnnouncedEvent,
  endpoint: Recipient,
  { now, leased_until }: Timetable,
): ClaimedDelivery {
  const { merchant_id, livemode } = event;
  return {
    scope: { merchant_id, livemode },
    id,
    trigger: "automatic",
    leased_until,
    attempt: 1,
    body: null,
    endpoint: {
      id: endpoint.id,
      api: endpoint.api,
      url: endpoint.url,
      sealed_secrets: signingSecrets(endpoint, now),
    },
    event,
  };
}

function groupByScope(endpoints: readonly Recipient[]): Map<string, Recipient[]> {
  const groups = new Map<string, Recipient[]>();
  for (const endpoint of endpoints) {
    const group = groups.get(scopeKey(endpoint));
    if (group === undefined) groups.set(scopeKey(endpoint), [endpoint]);
    else group.push(endpoint);
  }
  return groups;
}
