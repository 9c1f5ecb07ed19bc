import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { Dispute } from "./dispute.ts";
import { disputeEvent } from "./events.ts";
import { lockDispute, writeDispute } from "./store.ts";

/** Gives a dispute up: it is lost, for good. The bank has the money already, so nothing moves. */
export async function closeDispute(
  core: Core,
  scope: Scope,
  dispute_id: string,
  exchange: Exchange<Dispute>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const dispute = await lockDispute(transaction, scope, dispute_id);
    if (dispute === undefined) return refuse("resource_missing", "No such dispute.", "id");
    if (dispute.status !== "needs_response") return refuseToClose(dispute);
    const closed: Dispute = {
      ...dispute,
      version: dispute.version + 1,
      status: "lost",
      response: "acceptance",
      send_at: core.clock.now(),
    };
    await writeDispute(transaction, scope, closed);
    await insertEvent(transaction, scope, disputeEvent(core, "dispute.closed", closed));
    return closed;
  });
}

function refuseToClose({ status }: Dispute): Refusal {
  return refuse(
    "dispute_conflict",
    "This dispute cannot be closed because its status is {status}: only one that needs a response can be given up.",
    undefined,
    { status },
  );
}
