import { createHash, type Hash } from "node:crypto";
import type { Scope } from "../../kit/scope.ts";

/** A link of a merchant's chain: a list of entries, and all that came before. */
export interface Seal {
  /** 1 is the merchant's first. */
  readonly sequence: number;
  readonly entry_count: number;
  /** Over the ids and the hashes of its entries: `startRoot` and `addToRoot` make it again. */
  readonly root: Buffer;
  /** The hash of the seal before, or zeros. */
  readonly previous_hash: Buffer;
  readonly sealed_at: Date;
}

/** A seal as it is stored. */
export interface SignedSeal extends Seal {
  readonly hash: Buffer;
  readonly signature: Buffer;
}

/** What makes signatures that nobody can make who has only the database. */
export interface SealSigner {
  keyedHash(purpose: string, text: string): Buffer;
}

const HASH_BYTES = 32;

/** What the first seal of a chain has in the place of the one before. */
export const NO_SEAL: Buffer = Buffer.alloc(HASH_BYTES);

/** SHA-256 over everything that a seal says, one thing a line. */
export function hashSeal({ merchant_id, livemode }: Scope, seal: Seal): Buffer {
  const lines = [
    "starway ledger seal 1",
    merchant_id,
    livemode ? "live" : "test",
    seal.sequence,
    seal.entry_count,
    seal.root.toString("hex"),
    seal.previous_hash.toString("hex"),
    seal.sealed_at.toISOString(),
  ];
  return createHash("sha256").update(lines.join("\n")).digest();
}

export function signSeal(signer: SealSigner, hash: Buffer): Buffer {
  return signer.keyedHash("ledger-seal", hash.toString("hex"));
}

/** Begins the root of a seal whose entries are then added in the order of their ids. */
export function startRoot(): Hash {
  return createHash("sha256");
}

export function addToRoot(root: Hash, entry_id: string, entry_hash: Buffer): void {
  root.update(Buffer.from(entry_id.replaceAll("-", ""), "hex")).update(entry_hash);
}
