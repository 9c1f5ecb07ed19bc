import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { SetupIntent } from "./setup-intent.ts";
import { findSetupIntent } from "./store.ts";

/** The setup intent, or undefined when this merchant has none of that id in this mode. */
export function getSetupIntent(
  core: Core,
  scope: Scope,
  setup_intent_id: string,
): Promise<SetupIntent | undefined> {
  return findSetupIntent(core.db, scope, setup_intent_id);
}
