import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type DataKeys, headerBytes } from "./data-keys.ts";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: nonce, ciphertext, tag. */
export function encrypt(key: CipherKey, plaintext: Buffer, associated_data: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated_data);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext of `encrypt`; throws when a bit of it, of the key, or of the associated data differs. */
export function decrypt(key: CipherKey, sealed: Buffer, associated_data: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(associated_data);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plaintext = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
  // In this mode nothing is left over: it only compares the tag.
  decipher.final();
  return plaintext;
}

/** Seals under the current data key, which travels along in the header. */
export async function sealEnvelope(
  data_keys: DataKeys,
  plaintext: Buffer,
  associated_data: Buffer,
): Promise<Buffer> {
  const { key, header } = await data_keys.current();
  return Buffer.concat([header, encrypt(key, plaintext, associated_data)]);
}

export async function openEnvelope(
  data_keys: DataKeys,
  sealed: Buffer,
  associated_data: Buffer,
): Promise<Buffer> {
  const header_end = headerBytes(sealed);
  const known = data_keys.ofHeader(sealed.subarray(0, header_end));
  const key = known instanceof Promise ? await known : known;
  return decrypt(key, sealed.subarray(header_end), associated_data);
}
