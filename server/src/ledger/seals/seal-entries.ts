import type { Database, Queryable } from "../../db/types.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Scope } from "../../kit/scope.ts";
import { hashSeal, NO_SEAL, type SealSigner, type SignedSeal, signSeal } from "./seal.ts";
import {
  countBlocks,
  insertSeals,
  type ListedEntries,
  listUnsealed,
  type Stretch,
  takeWalks,
  writeWalk,
} from "./store.ts";

/** What sealing needs; the core has it. */
export interface SealDesk {
  readonly db: Database;
  readonly clock: Clock;
  readonly vault: SealSigner;
}

export interface SealedRun {
  readonly entries: number;
  readonly seals: number;
  /** Whether the next run will find more at the end of the table. */
  readonly has_more: boolean;
}

const NOTHING: SealedRun = { entries: 0, seals: 0, has_more: false };

/** How much of the table one run looks at: some five thousand entries at its end, and as many on its round. */
const STRETCH_BLOCKS = 128;
/**
 * PostgreSQL fills the last blocks of a table in no strict order, and what is not committed yet cannot be seen; so the
 * end is looked at again, for as long as it is the end.
 */
const TAIL_BLOCKS = 64;

/**
 * Seals what was booked since the last run, of all merchants. A seal lists its entries one by one; nothing is inferred
 * from the order of ids, times or commits, none of which says what will still appear. What a run does not see, because
 * it was not committed or stands where nobody looks, a later run finds: the rounds go through the whole table, for ever.
 */
export function sealEntries(desk: SealDesk): Promise<SealedRun> {
  return desk.db.transaction(async (transaction) => {
    const walks = await takeWalks(transaction);
    if (walks === undefined) return NOTHING;
    const end = await countBlocks(transaction);
    const tail = walks.tail < end ? walks.tail : Math.max(0, end - TAIL_BLOCKS);
    const next_tail = Math.max(tail, Math.min(tail + STRETCH_BLOCKS, end - TAIL_BLOCKS));
    const at_end = await sealStretch(desk, transaction, stretchFrom(tail));
    if (next_tail !== walks.tail) await writeWalk(transaction, "tail", next_tail);
    if (tail + STRETCH_BLOCKS < end) return { ...at_end, has_more: true };
    const on_round = await sealRound(desk, transaction, walks.round, end);
    return {
      entries: at_end.entries + on_round.entries,
      seals: at_end.seals + on_round.seals,
      has_more: false,
    };
  });
}

async function sealRound(
  desk: SealDesk,
  transaction: Queryable,
  block: number,
  end: number,
): Promise<Omit<SealedRun, "has_more">> {
  const sealed = await sealStretch(desk, transaction, stretchFrom(block));
  const next = block + STRETCH_BLOCKS < end ? block + STRETCH_BLOCKS : 0;
  if (next !== block) await writeWalk(transaction, "round", next);
  return sealed;
}

function stretchFrom(from_block: number): Stretch {
  return { from_block, to_block: from_block + STRETCH_BLOCKS };
}

async function sealStretch(
  desk: SealDesk,
  transaction: Queryable,
  stretch: Stretch,
): Promise<Omit<SealedRun, "has_more">> {
  const listed = await listUnsealed(transaction, stretch);
  if (listed.length > 0) {
    const sealed_at = desk.clock.now();
    await insertSeals(
      transaction,
      listed.map((list) => sealOf(desk.vault, list, sealed_at)),
    );
  }
  return { entries: listed.reduce((sum, { entry_count }) => sum + entry_count, 0), seals: listed.length };
}

function sealOf(signer: SealSigner, list: ListedEntries, sealed_at: Date): Scope & SignedSeal {
  const seal = { ...list, previous_hash: list.previous_hash ?? NO_SEAL, sealed_at };
  const hash = hashSeal(list, seal);
  return { ...seal, hash, signature: signSeal(signer, hash) };
}
