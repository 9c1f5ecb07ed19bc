import type { Core } from "../../core/core.ts";
import type { DisputeFilter } from "../../core/disputes/store.ts";
import { getAttempt } from "../../core/payments/attempts/get.ts";
import { getPayment } from "../../core/payments/get.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";

/** The uuid that a filter names; null when there is no such filter. */
async function readFilter(
  kind: "charge" | "payment_intent",
  public_id: string | undefined,
  find: (uuid: string) => Promise<unknown>,
): Promise<string | null | Refusal> {
  if (public_id === undefined) return null;
  const uuid = parseId(kind, public_id);
  if (uuid !== undefined && (await find(uuid)) !== undefined) return uuid;
  return refuse("resource_missing", `No such ${kind}: '${public_id}'`, kind);
}

/** Whose disputes, or warnings, a list is asked for. */
export async function readMoneyFilter(
  core: Core,
  scope: Scope,
  { charge, payment_intent }: { readonly charge?: string; readonly payment_intent?: string },
): Promise<DisputeFilter | Refusal> {
  const payment_attempt_id = await readFilter("charge", charge, (uuid) => getAttempt(core, scope, uuid));
  if (isRefusal(payment_attempt_id)) return payment_attempt_id;
  const payment_intent_id = await readFilter("payment_intent", payment_intent, (uuid) =>
    getPayment(core, scope, uuid),
  );
  return isRefusal(payment_intent_id) ? payment_intent_id : { payment_attempt_id, payment_intent_id };
}
