import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { CardMethod } from "./payment-method.ts";
import { clearSecurityCodeFlag } from "./store.ts";

/**
 * Takes a card's security code out of the vault for the authorisation that is about to be made. It is deleted before
 * it is used, so it cannot outlive the authorisation, whatever happens next.
 */
export async function forgetSecurityCode(
  core: Core,
  scope: Scope,
  payment_method: Pick<CardMethod, "id" | "vault_entry_id" | "has_security_code">,
): Promise<string | undefined> {
  if (!payment_method.has_security_code) return undefined;
  const security_code = await core.vault.takeSecurityCode(scope, payment_method.vault_entry_id);
  await clearSecurityCodeFlag(core.db, scope, payment_method.id);
  return security_code;
}
