import { type BinaryToTextEncoding, hash } from "node:crypto";

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/**
 * HMAC-SHA-256 (RFC 2104) of ids and the like with one key, of a block at most: two hashes in one go each, of blocks that
 * hold the key already. Node's own makes several objects for every hash, and a page of payments needs ten. The last text
 * stays in memory, so it is not for what must not: what a request says is hashed by Node's.
 */
export function createHmacSha256(key: Buffer): (text: string, encoding: BinaryToTextEncoding) => string {
  if (key.length > BLOCK_BYTES) throw new RangeError("The key is longer than a block.");
  const inner_key = Buffer.alloc(BLOCK_BYTES, INNER_PAD);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES, OUTER_PAD);
  for (const [index, byte] of key.entries()) {
    inner_key[index] = byte ^ INNER_PAD;
    outer[index] = byte ^ OUTER_PAD;
  }
  let inner = Buffer.from(inner_key);
  return (text, encoding) => {
    const bytes = BLOCK_BYTES + Buffer.byteLength(text);
    // Texts of one kind are all as long as one another, so that the place for one mostly serves the next.
    if (inner.length !== bytes) inner = Buffer.concat([inner_key], bytes);
    inner.write(text, BLOCK_BYTES);
    outer.write(hash("sha256", inner, "binary"), BLOCK_BYTES, "latin1");
    return hash("sha256", outer, encoding);
  };
}
