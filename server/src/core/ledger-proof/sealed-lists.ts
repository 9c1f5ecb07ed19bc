import type { Hash } from "node:crypto";
import { addToRoot, startRoot } from "../../ledger/seals/seal.ts";
import type { ListedEntry } from "./store.ts";

/** Which seals still have the whole list that they were made of. */
export interface SealedLists {
  /** Hands in what seals list, in the order of the entries' ids. */
  add(listed: ListedEntry): void;
  isWhole(sequence: number): boolean;
}

/**
 * A seal lists entries that are near each other, so only few lists are open at a time, and what is kept of the others
 * is one bit.
 */
export function watchSealedLists(): SealedLists {
  const open = new Map<number, { count: number; root: Hash }>();
  const whole = createBits();
  return {
    add({ id, sequence, hash, entry_count, root }) {
      const list = open.get(sequence) ?? { count: 0, root: startRoot() };
      addToRoot(list.root, id, hash);
      list.count += 1;
      if (list.count !== entry_count) {
        open.set(sequence, list);
        return;
      }
      open.delete(sequence);
      if (root?.equals(list.root.digest())) whole.set(sequence);
    },
    isWhole: (sequence) => whole.has(sequence) && !open.has(sequence),
  };
}

function createBits(): { set(index: number): void; has(index: number): boolean } {
  let bytes = new Uint8Array(1024);
  return {
    set(index) {
      const at = index >> 3;
      if (at >= bytes.length) {
        const more = new Uint8Array(Math.max(at + 1, bytes.length * 2));
        more.set(bytes);
        bytes = more;
      }
      bytes[at] = (bytes[at] ?? 0) | (1 << (index & 7));
    },
    has: (index) => ((bytes[index >> 3] ?? 0) & (1 << (index & 7))) !== 0,
  };
}
