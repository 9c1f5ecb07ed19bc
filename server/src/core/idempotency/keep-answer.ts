import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { IdempotencyKey, RenderedAnswer } from "./exchange.ts";
import { answerReservedKey, findKey } from "./store.ts";

/**
 * Gives a reserved key its answer, once: whoever comes later, be it the first request itself, gets the words that were
 * kept first.
 */
export async function keepAnswer(
  db: Queryable,
  scope: Scope,
  idempotency: IdempotencyKey,
  answer: RenderedAnswer,
  tell?: (event_id: string) => Promise<RenderedAnswer>,
): Promise<RenderedAnswer> {
  if (await answerReservedKey(db, scope, idempotency, answer)) return answer;
  const stored = await findKey(db, scope, idempotency);
  const { response_status: status = null, response_body: body = null, event_id = null } = stored ?? {};
  if (event_id !== null && tell !== undefined) return tell(event_id);
  return status === null || body === null ? answer : { status, body };
}
