import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Event } from "./event.ts";
import { type EventCriteria, findEvents } from "./store.ts";

export type EventQuery = EventCriteria & Page;

/** What has happened, newest first. */
export async function listEvents(core: Core, scope: Scope, query: EventQuery): Promise<Listed<Event>> {
  return listed(await findEvents(core.db, scope, query, query), query);
}
