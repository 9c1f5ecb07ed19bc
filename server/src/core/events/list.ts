import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Event } from "./event.ts";
import { type EventCriteria, findEvents } from "./store.ts";

export interface EventQuery extends EventCriteria {
  readonly limit: number;
  /** The id of the last event of the page before. */
  readonly after_id: string | null;
}

export interface EventPage {
  readonly items: readonly Event[];
  readonly has_more: boolean;
}

/** What has happened, newest first. */
export async function listEvents(core: Core, scope: Scope, query: EventQuery): Promise<EventPage> {
  const { limit, after_id, ...criteria } = query;
  const found = await findEvents(core.db, scope, criteria, after_id, limit + 1);
  return { items: found.slice(0, limit), has_more: found.length > limit };
}
