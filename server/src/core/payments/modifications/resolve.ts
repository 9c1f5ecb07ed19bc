import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { askAboutModification } from "./ask.ts";
import type { Modification } from "./modification.ts";
import { settleModification } from "./settle.ts";

/** Finds out what became of a capture or a void that was left pending, and settles it. */
export async function resolveModification(
  core: Core,
  scope: Scope,
  modification: Modification,
): Promise<void> {
  const outcome = await askAboutModification(core, scope, modification);
  await settleModification(core, scope, modification, outcome, null);
}
