import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Dispute } from "./dispute.ts";
import { findDispute } from "./store.ts";

/** The dispute, or undefined when this merchant has none of that id in this mode. */
export function getDispute(core: Core, scope: Scope, dispute_id: string): Promise<Dispute | undefined> {
  return findDispute(core.db, scope, dispute_id);
}
