import type { Scope } from "../../kit/scope.ts";
import type { Vault } from "../../vault/vault.ts";

const PURPOSE = "checkout_session";
const MERCHANT_BYTES = 16;

/**
 * The token in a cashier address. It says whose session it is and proves that we made it, so a buyer, who has no key,
 * can be served without a table of tokens.
 */
export function sessionToken(vault: Vault, scope: Scope, session_id: string): string {
  const owner = Buffer.alloc(MERCHANT_BYTES + 1);
  owner.write(scope.merchant_id.replaceAll("-", ""), "hex");
  owner.writeUInt8(scope.livemode ? 1 : 0, MERCHANT_BYTES);
  const name = owner.toString("base64url");
  return `${name}.${vault.deriveToken(PURPOSE, `${name}|${session_id}`)}`;
}

/** Whose session a genuine token opens; undefined for any other text. */
export function parseSessionToken(vault: Vault, session_id: string, token: string): Scope | undefined {
  const [name, proof, ...rest] = token.split(".");
  if (name === undefined || proof === undefined || rest.length > 0) return undefined;
  if (!vault.verifyToken(PURPOSE, `${name}|${session_id}`, proof)) return undefined;
  const owner = Buffer.from(name, "base64url");
  const digits = owner.toString("hex", 0, MERCHANT_BYTES);
  const merchant_id = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join("-");
  return { merchant_id, livemode: owner[MERCHANT_BYTES] === 1 };
}
