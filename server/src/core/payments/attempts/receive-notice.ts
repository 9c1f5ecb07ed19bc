import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { resolveAttempt } from "./resolve.ts";
import { findAttempt } from "./store.ts";

/**
 * Hears that a processor has news of an attempt. A notice may come twice, late, or before the answer, so it is not
 * believed: the processor is asked, and what is settled stays settled. While the buyer is being asked there is no news
 * yet, and asking would end the challenge.
 */
export async function receiveNotice(
  core: Core,
  scope: Scope,
  attempt_id: string,
): Promise<PaymentIntent | undefined> {
  const attempt = await findAttempt(core.db, scope, attempt_id);
  if (attempt === undefined || attempt.status === "requires_action") return undefined;
  return resolveAttempt(core, scope, attempt);
}
