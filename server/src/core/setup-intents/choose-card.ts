import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { saveCard } from "../payment-methods/create.ts";
import { type CardToSetUp, checkSetupCard } from "./card.ts";
import type { SetupIntent } from "./setup-intent.ts";

/**
 * Sets a card for a setup intent that is to be confirmed later. One that was typed is stored like any payment method,
 * with its security code, until then.
 */
export async function chooseCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  intent: SetupIntent,
  card: CardToSetUp,
): Promise<SetupIntent | Refusal> {
  const checked = await checkSetupCard(core, scope, transaction, intent, card);
  if (isRefusal(checked)) return checked;
  const method =
    checked.kind === "stored" ? checked.method : await saveCard(core, scope, transaction, checked.card, true);
  if (isRefusal(method)) return method;
  return {
    ...intent,
    status: "requires_confirmation",
    payment_method_id: method.id,
    card_was_typed: false,
  };
}
