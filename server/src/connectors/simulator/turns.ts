export type InTurn = <T>(reference: string, work: () => Promise<T>) => Promise<T>;

/** One thing at a time for each reference: of two answers to a challenge, the second finds the first. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async function inTurn<T>(reference: string, work: () => Promise<T>): Promise<T> {
    const turn = (last.get(reference) ?? Promise.resolve()).then(work, work);
    last.set(reference, turn);
    try {
      return await turn;
    } finally {
      if (last.get(reference) === turn) last.delete(reference);
    }
  };
}
