import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { refundEvent } from "./events.ts";
import type { Refund } from "./refund.ts";
import { lockRefund, writeRefund } from "./store.ts";

/** Only what is given changes. */
export interface RefundChanges {
  readonly metadata?: MetadataChanges;
}

/** Changes what the merchant has noted on a refund; where its money goes cannot be changed. */
export async function updateRefund(
  core: Core,
  scope: Scope,
  refund_id: string,
  changes: RefundChanges,
  exchange: Exchange<Refund>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const refund = await lockRefund(transaction, scope, refund_id);
    if (refund === undefined) return refuse("resource_missing", "No such refund.", "id");
    const metadata = mergeMetadata(refund.metadata, changes.metadata);
    const too_many = refuseMetadata(metadata);
    if (too_many !== undefined) return too_many;
    const updated: Refund = { ...refund, version: refund.version + 1, metadata };
    await writeRefund(transaction, scope, updated);
    await insertEvent(transaction, scope, refundEvent(core, "refund.updated", updated));
    return updated;
  });
}
