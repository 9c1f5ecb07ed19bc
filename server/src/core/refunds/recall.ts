import type { Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { StoredKey } from "../idempotency/store.ts";
import type { Refund } from "./refund.ts";
import { findRefund } from "./store.ts";

/** What a refund request's idempotency key has been answered with before; undefined for a new key, or none. */
export async function recallRefund(
  core: Core,
  scope: Scope,
  exchange: Exchange<Refund>,
): Promise<Answer | Refusal | undefined> {
  return recallAnswer(core, scope, exchange.idempotency, (stored) =>
    settledAnswer(core, scope, stored, exchange),
  );
}

/**
 * The answer to a key whose request was cut off by a crash: the refund as the processor has it. Undefined while nobody
 * knows whether the processor has heard of it.
 */
async function settledAnswer(
  core: Core,
  scope: Scope,
  stored: StoredKey,
  exchange: Exchange<Refund>,
): Promise<Answer | undefined> {
  const refund = stored.refund_id === null ? undefined : await findRefund(core.db, scope, stored.refund_id);
  if (refund === undefined) return undefined;
  if (refund.status === "pending" && refund.connector_reference === null) return undefined;
  return { ...exchange.render(refund), replayed: true };
}
