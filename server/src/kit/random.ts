import { randomBytes, randomFillSync } from "node:crypto";

/** Chance as an argument: the simulator hands in a seeded source. */
export interface Random {
  bytes(length: number): Buffer;
  /** A fraction in [0, 1). */
  fraction(): number;
}

const POOL_BYTES = 4096;
const pool = Buffer.alloc(POOL_BYTES);
let pool_offset = POOL_BYTES;

// One system call fills many small requests: an id needs 10 bytes, and a payment needs several ids.
function pooledBytes(length: number): Buffer {
  if (length > 64) return randomBytes(length);
  if (pool_offset + length > POOL_BYTES) {
    randomFillSync(pool);
    pool_offset = 0;
  }
  const bytes = Buffer.from(pool.subarray(pool_offset, pool_offset + length));
  pool_offset += length;
  return bytes;
}

export const systemRandom: Random = {
  bytes: pooledBytes,
  fraction: () => pooledBytes(6).readUIntBE(0, 6) / 2 ** 48,
};
