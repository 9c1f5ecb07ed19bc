import { isRefusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { IdempotencyKey } from "../idempotency/exchange.ts";
import { findKey } from "../idempotency/store.ts";
import { saveCard } from "./create.ts";
import { NO_BILLING_DETAILS } from "./payment-method.ts";

/**
 * The id of a new payment method of the test card that goes by a name, such as `pm_card_visa`; undefined when no card
 * does, and always in live mode.
 */
export async function takeSampleCard(
  core: Core,
  scope: Scope,
  name: string,
  idempotency: IdempotencyKey | null,
): Promise<string | undefined> {
  const number = core.connectors.choose(scope)?.sampleCard?.(name);
  if (number === undefined) return undefined;
  // A request that is repeated is answered as it was before, whatever it names: no card is made for it.
  if (idempotency !== null && (await findKey(core.db, scope, idempotency)) !== undefined)
    return core.new_id();
  const card = {
    number,
    exp_month: 12,
    exp_year: core.clock.now().getUTCFullYear() + 1,
    security_code: null,
    billing_details: NO_BILLING_DETAILS,
    metadata: {},
  };
  const method = await core.db.transaction((transaction) => saveCard(core, scope, transaction, card, false));
  if (isRefusal(method)) throw new Error(`The sample card ${name} was refused: ${method.message}`);
  return method.id;
}
