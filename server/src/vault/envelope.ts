import { type CipherKey, createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
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
  return decryptParts(key, partsOf(sealed), associated_data);
}

interface SealedParts {
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

function partsOf(sealed: Buffer): SealedParts {
  const tag_start = sealed.length - TAG_BYTES;
  return {
    nonce: sealed.subarray(0, NONCE_BYTES),
    ciphertext: sealed.subarray(NONCE_BYTES, tag_start),
    tag: sealed.subarray(tag_start),
  };
}

const DECIPHER_OPTIONS = { authTagLength: TAG_BYTES };

function decryptParts(
  key: CipherKey,
  { nonce, ciphertext, tag }: SealedParts,
  associated_data: Buffer,
): Buffer {
  const decipher = createDecipheriv(CIPHER, key, nonce, DECIPHER_OPTIONS);
  decipher.setAAD(associated_data);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  // In this mode nothing is left over: it only compares the tag.
  decipher.final();
  return plaintext;
}

/** Something sealed, with the key that opens it: what is opened often need not be taken apart each time. */
export interface Envelope extends SealedParts {
  readonly key: KeyObject;
  readonly associated_data: Buffer;
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

/** Takes apart what `sealEnvelope` made, and finds its key. Rejects when that was wrapped with another master key. */
export async function readEnvelope(
  data_keys: DataKeys,
  sealed: Buffer,
  associated_data: Buffer,
): Promise<Envelope> {
  const header_end = headerBytes(sealed);
  const known = data_keys.ofHeader(sealed.subarray(0, header_end));
  const key = known instanceof Promise ? await known : known;
  return { ...partsOf(sealed.subarray(header_end)), key, associated_data };
}

/** The plaintext; throws when a bit of what was sealed differs, or what it was sealed for. */
export function openEnvelope(envelope: Envelope): Buffer {
  return decryptParts(envelope.key, envelope, envelope.associated_data);
}
