import { type BinaryToTextEncoding, hash } from "node:crypto";

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** Longer texts get a place of their own, which is not kept. */
const PLACE_BYTES = 16 * 1024;

/**
 * HMAC-SHA-256 (RFC 2104) with one key, of a block at most: two hashes in one go each, of blocks that hold the key already.
 * Node's own makes several objects for every hash, some of them outside the heap. No copy of the text is left behind, so it
 * may be one that must not stay in memory.
 */
export function createHmacSha256(key: Buffer): (text: string, encoding: BinaryToTextEncoding) => string {
  if (key.length > BLOCK_BYTES) throw new RangeError("The key is longer than a block.");
  const inner_key = Buffer.alloc(BLOCK_BYTES, INNER_PAD);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES, OUTER_PAD);
  for (const [index, byte] of key.entries()) {
    inner_key[index] = byte ^ INNER_PAD;
    outer[index] = byte ^ OUTER_PAD;
  }
  const place = Buffer.concat([inner_key], PLACE_BYTES);
  let inner = place.subarray(0, BLOCK_BYTES);
  const placeOf = (bytes: number) =>
    bytes > PLACE_BYTES ? Buffer.concat([inner_key], bytes) : place.subarray(0, bytes);
  return (text, encoding) => {
    const bytes = BLOCK_BYTES + Buffer.byteLength(text);
    // Texts of one kind are all as long as one another, so that the place for one mostly serves the next.
    if (inner.length !== bytes) inner = placeOf(bytes);
    inner.write(text, BLOCK_BYTES);
    outer.write(hash("sha256", inner, "binary"), BLOCK_BYTES, "latin1");
    inner.fill(0, BLOCK_BYTES);
    return hash("sha256", outer, encoding);
  };
}
