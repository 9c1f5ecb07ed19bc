import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Answer, Exchange, IdempotencyKey } from "./exchange.ts";
import { keepAnswer } from "./keep-answer.ts";
import { sealAnswer, unsealAnswer } from "./sealed-answer.ts";
import { findKey, insertAnsweredKey, type StoredKey } from "./store.ts";

/** Thrown to roll a transaction back whose key another request has stored meanwhile. */
class KeyTaken extends Error {}

/**
 * What a key that is already known says about a new request with it: the stored answer, or a refusal; undefined when
 * the key is unknown, or there is none. `reconstruct` is asked when the answer's words are not kept, or were lost in a
 * crash.
 */
export async function recallAnswer(
  core: Core,
  scope: Scope,
  idempotency: IdempotencyKey | null,
  reconstruct?: (stored: StoredKey) => Promise<Answer | undefined>,
): Promise<Answer | Refusal | undefined> {
  if (idempotency === null) return undefined;
  const stored = await findKey(core.db, scope, idempotency);
  if (stored === undefined) return undefined;
  if (!stored.request_hash.equals(idempotency.request_hash)) {
    return refuse(
      "idempotency_key_mismatch",
      "This Idempotency-Key was used with other parameters. Send the same request again, or use a new key.",
    );
  }
  const answered = await storedAnswer(core, scope, stored);
  if (answered !== undefined) return answered;
  const reconstructed = await reconstruct?.(stored);
  if (reconstructed !== undefined && stored.response_status !== null) return reconstructed;
  // What is said now is kept: whoever asks again is told the same, whatever has become of it by then.
  if (reconstructed !== undefined) {
    return { ...(await keepAnswer(core.db, scope, idempotency, reconstructed)), replayed: true };
  }
  return refuse(
    "idempotency_key_in_use",
    "A request with this Idempotency-Key is still being carried out. Wait a moment and send it again.",
  );
}

async function storedAnswer(
  core: Core,
  scope: Scope,
  { response_status, response_body }: StoredKey,
): Promise<Answer | undefined> {
  if (response_status === null || response_body === null) return undefined;
  return { status: response_status, body: await unsealAnswer(core, scope, response_body), replayed: true };
}

/**
 * Runs a write and stores its answer in the same transaction, at most once per idempotency key. A refusal writes
 * nothing, and leaves the key free; but when the key has been answered before, that answer comes first.
 */
export async function answerOnce<Outcome>(
  core: Core,
  scope: Scope,
  exchange: Exchange<Outcome>,
  work: (transaction: Queryable) => Promise<Outcome | Refusal>,
): Promise<Answer | Refusal> {
  const { idempotency, render, confidential = false } = exchange;
  try {
    const result = await core.db.transaction(async (transaction): Promise<Answer | Refusal> => {
      const outcome = await work(transaction);
      // Refused halfway: what was written before the refusal must go.
      if (isRefusal(outcome)) throw new RefusedInTransaction(outcome);
      const answer = render(outcome);
      if (idempotency !== null) {
        const kept = confidential ? await sealAnswer(core, scope, answer) : answer;
        const inserted = await insertAnsweredKey(transaction, scope, idempotency, kept, core.clock.now());
        if (!inserted) throw new KeyTaken();
      }
      return { ...answer, replayed: false };
    });
    return result;
  } catch (error) {
    if (error instanceof RefusedInTransaction) {
      return (await recallAnswer(core, scope, idempotency)) ?? error.refusal;
    }
    if (error instanceof KeyTaken) {
      const recalled = await recallAnswer(core, scope, idempotency);
      if (recalled !== undefined) return recalled;
    }
    throw error;
  }
}

class RefusedInTransaction extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
