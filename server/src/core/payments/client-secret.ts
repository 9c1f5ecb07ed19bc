import { formatId } from "../../kit/ids.ts";
import { decodeScope, encodeScope, SCOPE_BYTES, type Scope, scopeDigits } from "../../kit/scope.ts";
import type { Vault } from "../../vault/vault.ts";

/** What a browser can be let into. */
type Opened = "payment_intent" | "setup_intent";

const PURPOSES = { payment_intent: "client_secret", setup_intent: "setup_client_secret" } as const;

/**
 * What a browser needs to go on with an intent: derived from its id, so nothing is stored. It also says whose intent it
 * is, so that a page which has no key can find it.
 */
export function clientSecret(vault: Vault, kind: Opened, scope: Scope, id: string): string {
  const owner = encodeScope(scope);
  const proof = vault.deriveToken(PURPOSES[kind], `${owner}|${id}`, "hex");
  return `${formatId(kind, id)}_secret_${scopeDigits(scope)}${proof}`;
}

/** Whose intent a genuine secret opens; undefined for any other text. */
export function openClientSecret(vault: Vault, kind: Opened, id: string, secret: unknown): Scope | undefined {
  const prefix = `${formatId(kind, id)}_secret_`;
  if (typeof secret !== "string" || !secret.startsWith(prefix)) return undefined;
  const digits = secret.slice(prefix.length);
  if (!DIGITS.test(digits)) return undefined;
  const owner = fromDigits(digits.slice(0, OWNER_DIGITS));
  const proof = fromDigits(digits.slice(OWNER_DIGITS));
  return vault.verifyToken(PURPOSES[kind], `${owner}|${id}`, proof) ? decodeScope(owner) : undefined;
}

// The libraries of mobile apps refuse a secret that has another underscore in its last part, so there are only
// hexadecimal digits in it.
const DIGITS = /^([0-9a-f]{2})+$/;
const OWNER_DIGITS = 2 * SCOPE_BYTES;

function fromDigits(digits: string): string {
  return Buffer.from(digits, "hex").toString("base64url");
}
