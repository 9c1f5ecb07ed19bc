import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { askAboutRefund } from "./ask-about.ts";
import type { Refund } from "./refund.ts";
import { settleRefund } from "./settle.ts";

/** Finds out what became of a refund that was left pending, or that the bank may still send back, and settles it. */
export async function resolveRefund(core: Core, scope: Scope, refund: Refund): Promise<Refund> {
  const outcome = await askAboutRefund(core, scope, refund, "lookupRefund");
  return (await settleRefund(core, scope, refund, outcome, null)).refund;
}
