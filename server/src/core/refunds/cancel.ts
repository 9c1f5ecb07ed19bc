import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { askAboutRefund } from "./ask-about.ts";
import { mayBecome, type Refund } from "./refund.ts";
import { settleRefund } from "./settle.ts";
import { findRefund, lockRefund } from "./store.ts";

/** Calls a refund off that the processor has not carried out yet. Whether it is too late is the processor's word. */
export async function cancelRefund(
  core: Core,
  scope: Scope,
  refund_id: string,
  exchange: Exchange<Refund>,
): Promise<Answer | Refusal> {
  const found = await findRefund(core.db, scope, refund_id);
  const is_open = found !== undefined && mayBecome(found.status, "canceled");
  if (is_open) {
    const recalled = await recallAnswer(core, scope, exchange.idempotency);
    if (recalled) return recalled;
    // Outside the transaction: the processor has to be asked.
    const outcome = await askAboutRefund(core, scope, found, "cancelRefund");
    await settleRefund(core, scope, found, outcome, null);
  }

  return answerOnce(core, scope, exchange, async (transaction) => {
    const refund = await lockRefund(transaction, scope, refund_id);
    if (refund === undefined) return refuse("resource_missing", "No such refund.", "id");
    if (is_open && refund.status === "canceled") return refund;
    return refuse(
      "refund_conflict",
      "This refund cannot be canceled because its status is {status}.",
      undefined,
      {
        status: refund.status,
      },
    );
  });
}
