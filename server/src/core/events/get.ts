import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Event } from "./event.ts";
import { findEvent } from "./store.ts";

/** The event, or undefined when this merchant has none of that id in this mode. */
export function getEvent(core: Core, scope: Scope, event_id: string): Promise<Event | undefined> {
  return findEvent(core.db, scope, event_id);
}
