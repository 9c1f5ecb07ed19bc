import { type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../../idempotency/exchange.ts";
import type { DeliveryRecord } from "../log/delivery-record.ts";
import { findDelivery } from "../log/store.ts";
import { shareEndpointStatus } from "../store.ts";
import { insertRetry } from "./store.ts";

export interface RetriedDelivery {
  readonly api: string;
  /** Null when the caller names the delivery alone. */
  readonly endpoint_id: string | null;
  readonly delivery_id: string;
}

/**
 * Has a delivery sent once more, now, whatever became of it: the same bytes, signed anew. It is no step of the
 * schedule, which goes on as it would have. While one such attempt waits or is under way, asking again adds none.
 */
export async function retryDelivery(
  core: Core,
  scope: Scope,
  { api, endpoint_id, delivery_id }: RetriedDelivery,
  exchange: Exchange<DeliveryRecord>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const found = await findDelivery(transaction, scope, api, delivery_id);
    if (found === undefined || (endpoint_id !== null && found.webhook_endpoint_id !== endpoint_id)) {
      return refuse("resource_missing", "No such webhook delivery.", "id");
    }
    const status = await shareEndpointStatus(transaction, scope, found.webhook_endpoint_id);
    if (status !== "enabled") {
      const message =
        "Nothing is sent to a disabled endpoint. Enable it first, by PATCH with the status enabled.";
      return refuse("state_conflict", message);
    }
    await insertRetry(transaction, scope, found, core.clock.now());
    const { body: _, ...delivery } = found;
    return delivery;
  });
}
