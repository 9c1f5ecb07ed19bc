import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { PaymentMethod } from "./payment-method.ts";
import { clearSecurityCodeFlag } from "./store.ts";

/**
 * Takes a card's security code out of the vault for the authorisation that is about to be made. It is deleted before
 * it is used, so it cannot outlive the authorisation, whatever happens next.
 */
export async function forgetSecurityCode(
  core: Core,
  scope: Scope,
  payment_method: Pick<PaymentMethod, "id" | "card_id" | "has_security_code">,
): Promise<string | undefined> {
  if (!payment_method.has_security_code) return undefined;
  const security_code = await core.vault.takeSecurityCode(scope, payment_method.card_id);
  await clearSecurityCodeFlag(core.db, scope, payment_method.id);
  return security_code;
}
