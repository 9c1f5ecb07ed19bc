import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Refund } from "./refund.ts";
import { findRefund } from "./store.ts";

/** The refund, or undefined when this merchant has none of that id in this mode. */
export function getRefund(core: Core, scope: Scope, refund_id: string): Promise<Refund | undefined> {
  return findRefund(core.db, scope, refund_id);
}
