import type { Refusal } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { recallAnswer } from "../../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../../idempotency/exchange.ts";
import type { StoredKey } from "../../idempotency/store.ts";
import { findIntent } from "../store.ts";
import type { ModifiedPayment } from "./modification.ts";
import { findModification } from "./store.ts";

/** What the idempotency key of a capture, or a void, has been answered with before; undefined for a new key, or none. */
export async function recallModification(
  core: Core,
  scope: Scope,
  exchange: Exchange<ModifiedPayment>,
): Promise<Answer | Refusal | undefined> {
  return recallAnswer(core, scope, exchange.idempotency, (stored) =>
    settledAnswer(core, scope, stored, exchange),
  );
}

/** The answer to a key whose request was cut off by a crash: undefined while nobody knows how it ended. */
async function settledAnswer(
  core: Core,
  scope: Scope,
  { payment_modification_id: id }: StoredKey,
  exchange: Exchange<ModifiedPayment>,
): Promise<Answer | undefined> {
  const modification = id === null ? undefined : await findModification(core.db, scope, id);
  if (modification === undefined || modification.status === "pending") return undefined;
  const intent = await findIntent(core.db, scope, modification.payment_intent_id);
  return intent && { ...exchange.render({ intent, modification }), replayed: true };
}
