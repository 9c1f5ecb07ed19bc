import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { FraudWarning } from "./fraud-warning.ts";
import { findFraudWarning } from "./store.ts";

/** The warning, or undefined when this merchant has none of that id in this mode. */
export function getFraudWarning(core: Core, scope: Scope, id: string): Promise<FraudWarning | undefined> {
  return findFraudWarning(core.db, scope, id);
}
