import { isRefusal, type Refusal } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Answer, Exchange } from "../../idempotency/exchange.ts";
import { askProcessor } from "./ask.ts";
import type { ModifiedPayment } from "./modification.ts";
import { type Decide, openModification } from "./open.ts";
import { recallModification } from "./recall.ts";
import { settleModification } from "./settle.ts";

/** Captures or voids an authorisation: one durable write before the processor is asked, and one after. */
export async function modifyPayment(
  core: Core,
  scope: Scope,
  intent_id: string,
  decide: Decide,
  exchange: Exchange<ModifiedPayment>,
): Promise<Answer | Refusal> {
  const opened = await openModification(core, scope, intent_id, decide, exchange.idempotency);
  if (opened === "key_taken" || isRefusal(opened)) {
    const recalled = await recallModification(core, scope, exchange);
    if (recalled !== undefined) return recalled;
    if (opened === "key_taken") throw new Error("An idempotency key that was taken has vanished.");
    return opened;
  }
  const outcome = await askProcessor(core, opened);
  const answer = await settleModification(core, scope, opened.modification, outcome, exchange);
  return { ...answer, replayed: false };
}
