import { hash } from "node:crypto";
import type { Random } from "../../kit/random.ts";

export type ApiKeyKind = "secret" | "publishable";

const PREFIXES = { secret: "sk", publishable: "pk" } as const;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const KEY_CHARACTERS = 32;

/** A new key such as `sk_test_…`: 32 base62 characters, about 190 bits of chance. */
export function generateApiKey(random: Random, kind: ApiKeyKind, livemode: boolean): string {
  let text = "";
  while (text.length < KEY_CHARACTERS) {
    // Bytes beyond the last whole multiple of 62 are thrown away, so that no character is likelier than another.
    for (const byte of random.bytes(48)) {
      if (byte < 248 && text.length < KEY_CHARACTERS) text += ALPHABET[byte % 62];
    }
  }
  return `${PREFIXES[kind]}_${livemode ? "live" : "test"}_${text}`;
}

/** A key's hash as a text of a character for each byte: it is made for every request, and a buffer costs several times as much. */
export function digestApiKey(key: string): string {
  return hash("sha256", key, "binary");
}

/** What is stored of a key. */
export function hashApiKey(key: string): Buffer {
  return Buffer.from(digestApiKey(key), "latin1");
}

/** Enough of a key to recognise it in a list. */
export function apiKeyHint(key: string): string {
  return `${key.slice(0, 8)}…${key.slice(-4)}`;
}
