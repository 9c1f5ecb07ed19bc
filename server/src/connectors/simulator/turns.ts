import type { Lock } from "./locks.ts";

export type InTurn = <T>(reference: string, work: () => Promise<T>) => Promise<T>;

/**
 * One thing at a time for each reference, in all processes: of two answers to a challenge, the second finds the first.
 * Within the process who comes first goes first, and only one of them waits for the lock.
 */
export function createTurns(lock: Lock): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async function inTurn<T>(reference: string, work: () => Promise<T>): Promise<T> {
    const workAlone = async () => {
      const release = await lock(reference);
      try {
        return await work();
      } finally {
        release();
      }
    };
    const turn = (last.get(reference) ?? Promise.resolve()).then(workAlone, workAlone);
    last.set(reference, turn);
    try {
      return await turn;
    } finally {
      if (last.get(reference) === turn) last.delete(reference);
    }
  };
}
