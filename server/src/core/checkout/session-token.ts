import { decodeScope, encodeScope, type Scope } from "../../kit/scope.ts";
import type { Vault } from "../../vault/vault.ts";

const PURPOSE = "checkout_session";

/**
 * The token in a cashier address. It says whose session it is and proves that we made it, so a buyer, who has no key,
 * can be served without a table of tokens.
 */
export function sessionToken(vault: Vault, scope: Scope, session_id: string): string {
  const name = encodeScope(scope);
  return `${name}.${vault.deriveToken(PURPOSE, `${name}|${session_id}`)}`;
}

/** Whose session a genuine token opens; undefined for any other text. */
export function parseSessionToken(vault: Vault, session_id: string, token: string): Scope | undefined {
  const [name, proof, ...rest] = token.split(".");
  if (name === undefined || proof === undefined || rest.length > 0) return undefined;
  if (!vault.verifyToken(PURPOSE, `${name}|${session_id}`, proof)) return undefined;
  return decodeScope(name);
}
