import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { WebhookDialect } from "../dialect.ts";
import {
  type AnnouncedEvent,
  findAnnouncedEvents,
  insertDeliveries,
  type NewDelivery,
  type OutboxRow,
  type Recipient,
  shareEnabledEndpoints,
  takeFromOutbox,
} from "./store.ts";

/** How many notes of the outbox one run takes; fewer means that the outbox was empty. */
export const DISPATCH_ROWS = 500;

/**
 * Turns news into deliveries: takes notes from the outbox, and for each event in them puts one delivery in the queue
 * of every endpoint that wants it. It is one transaction, so a crash neither loses nor doubles anything, and several
 * workers may do it at once. Answers how many notes it took.
 */
export function dispatchEvents(core: Core, dialects: readonly WebhookDialect[]): Promise<number> {
  return core.db.transaction(async (transaction) => {
    const notes = await takeFromOutbox(transaction, DISPATCH_ROWS);
    if (notes.length === 0) return 0;
    const endpoints = groupByScope(await shareEnabledEndpoints(transaction, distinctScopes(notes)));
    const heard = notes.filter((note) => endpoints.has(scopeKey(note)));
    if (heard.length === 0) return notes.length;
    const events = await findAnnouncedEvents(transaction, heard);
    const deliveries = events.flatMap((event) =>
      (endpoints.get(scopeKey(event)) ?? [])
        .filter((endpoint) => wants(endpoint, event, dialects))
        .map((endpoint) => newDelivery(core, event, endpoint)),
    );
    if (deliveries.length > 0) await insertDeliveries(transaction, deliveries, core.clock.now());
    return notes.length;
  });
}

function wants(endpoint: Recipient, event: AnnouncedEvent, dialects: readonly WebhookDialect[]): boolean {
  const dialect = dialects.find(({ api }) => api === endpoint.api);
  const name = dialect?.eventName(event.type) ?? null;
  return name !== null && (endpoint.event_types.length === 0 || endpoint.event_types.includes(name));
}

function newDelivery(core: Core, event: AnnouncedEvent, endpoint: Recipient): NewDelivery {
  return {
    merchant_id: event.merchant_id,
    livemode: event.livemode,
    id: core.new_id(),
    webhook_endpoint_id: endpoint.id,
    event_id: event.id,
    replay_id: null,
  };
}

function scopeKey({ merchant_id, livemode }: Scope): string {
  return `${merchant_id}|${livemode}`;
}

function distinctScopes(notes: readonly OutboxRow[]): Scope[] {
  return [...new Map(notes.map((note) => [scopeKey(note), note])).values()];
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
