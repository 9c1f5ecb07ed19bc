import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Event } from "./event.ts";
import { type EventCriteria, findEvents } from "./store.ts";

export type EventQuery = EventCriteria & Page;

/** What has happened, newest first. */
export async function listEvents(core: Core, scope: Scope, query: EventQuery): Promise<Listed<Event>> {
  const { limit, after_id, ...criteria } = query;
  const found = await findEvents(core.db, scope, criteria, after_id, limit + 1);
  return listed(found, query);
}
