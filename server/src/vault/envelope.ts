import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * What wraps data keys: the master key here, or a key management service. `key_id` travels in the header of
 * everything sealed, so that keys can be rotated.
 */
export interface KeyWrapper {
  readonly key_id: string;
  wrap(data_key: Buffer): Promise<Buffer>;
  unwrap(key_id: string, wrapped: Buffer): Promise<Buffer>;
}

const CIPHER = "aes-256-gcm";
const VERSION = 1;
const KEY_BYTES = 32;
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

/**
 * Seals under a fresh data key, which is itself wrapped. Layout: version (1 byte), length and text of the key id,
 * length (2 bytes) and bytes of the wrapped data key, then the ciphertext.
 */
export async function sealEnvelope(
  keys: KeyWrapper,
  plaintext: Buffer,
  associated_data: Buffer,
): Promise<Buffer> {
  const data_key = randomBytes(KEY_BYTES);
  const wrapped = await keys.wrap(data_key);
  const key_id = Buffer.from(keys.key_id);
  const lengths = Buffer.alloc(2);
  lengths.writeUInt16BE(wrapped.length);
  const ciphertext = encrypt(data_key, plaintext, associated_data);
  data_key.fill(0);
  return Buffer.concat([Buffer.from([VERSION, key_id.length]), key_id, lengths, wrapped, ciphertext]);
}

export async function openEnvelope(
  keys: KeyWrapper,
  sealed: Buffer,
  associated_data: Buffer,
): Promise<Buffer> {
  if (sealed[0] !== VERSION)
    throw new Error(`Sealed data of version ${sealed[0]} is not known to this vault.`);
  const key_id_end = 2 + (sealed[1] as number);
  const wrapped_end = key_id_end + 2 + sealed.readUInt16BE(key_id_end);
  const data_key = await keys.unwrap(
    sealed.toString("utf8", 2, key_id_end),
    sealed.subarray(key_id_end + 2, wrapped_end),
  );
  const plaintext = decrypt(data_key, sealed.subarray(wrapped_end), associated_data);
  data_key.fill(0);
  return plaintext;
}
