import { RecentMap } from "./recent-map.ts";

/**
 * Whose data a statement may touch: one merchant, in live or in test mode. It is the first argument of every
 * query, so that an id of another merchant or of the other mode is simply not there.
 */
export interface Scope {
  readonly merchant_id: string;
  readonly livemode: boolean;
}

const MERCHANT_BYTES = 16;
/** How long an encoded scope is, decoded from base64. */
export const SCOPE_BYTES = MERCHANT_BYTES + 1;

interface Encoded {
  readonly text: string;
  readonly digits: string;
}

/** Every payment is told with its scope in it, and a merchant's is always the same. */
const remembered = { live: new RecentMap<string, Encoded>(1000), test: new RecentMap<string, Encoded>(1000) };

function encoded({ merchant_id, livemode }: Scope): Encoded {
  const known = remembered[livemode ? "live" : "test"];
  const found = known.get(merchant_id);
  if (found !== undefined) return found;
  const digits = `${merchant_id.replaceAll("-", "")}${livemode ? "01" : "00"}`;
  const made = { text: Buffer.from(digits, "hex").toString("base64url"), digits };
  known.set(merchant_id, made);
  return made;
}

/** Whose data it is, in characters that fit an address: what a token carries that has to find its own scope. */
export function encodeScope(scope: Scope): string {
  return encoded(scope).text;
}

/** The bytes of an encoded scope, as hexadecimal digits. */
export function scopeDigits(scope: Scope): string {
  return encoded(scope).digits;
}

/** Reads what `encodeScope` wrote. Only for texts that a token has proved to be ours. */
export function decodeScope(text: string): Scope {
  const owner = Buffer.from(text, "base64url");
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
