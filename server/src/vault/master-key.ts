import { createHash, createSecretKey, hkdfSync } from "node:crypto";
import type { KeyWrapper } from "./data-keys.ts";
import { decrypt, encrypt } from "./envelope.ts";

export const MASTER_KEY_BYTES = 32;

/** One key for one purpose, so that what is derived for tokens can never open a card. */
export function deriveKey(master_key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master_key, Buffer.alloc(0), `starway/${purpose}`, MASTER_KEY_BYTES));
}

/** The wrapper for a master key held by this process. */
export function masterKeyWrapper(master_key: Buffer): KeyWrapper {
  if (master_key.length !== MASTER_KEY_BYTES) throw new Error("The master key must have 32 bytes.");
  const key = deriveKey(master_key, "wrap");
  const key_id = `local:${createHash("sha256").update(key).digest("hex").slice(0, 12)}`;
  // As a key object, which is prepared once and not for every card.
  const wrapping_key = createSecretKey(key);
  const associated_data = Buffer.from(key_id);
  return {
    key_id,
    wrap: async (data_key) => encrypt(wrapping_key, data_key, associated_data),
    async unwrap(used_key_id, wrapped) {
      if (used_key_id !== key_id) {
        throw new Error(
          `This was sealed under the key ${used_key_id}, but STARWAY_MASTER_KEY is ${key_id}: start with the key that the database was used with.`,
        );
      }
      return decrypt(wrapping_key, wrapped, associated_data);
    },
  };
}
