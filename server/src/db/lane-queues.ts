import type { LaneStatement } from "./lane-statement.ts";

export type AnyStatement = LaneStatement<never, unknown>;

/** One caller's write, and how the caller hears of it. */
export interface Entry {
  readonly write: never;
  readonly key: string | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What travels to the database together. */
export interface Batch {
  readonly statement: AnyStatement;
  readonly entries: readonly Entry[];
}

/** What waits for a lane: a queue for each statement. */
export class LaneQueues {
  readonly #queues = new Map<AnyStatement, Entry[]>();
  #waiting_rows = 0;
  #taken_rows = 0;

  get waiting_rows(): number {
    return this.#waiting_rows;
  }

  /** All that were ever taken off the queues. */
  get taken_rows(): number {
    return this.#taken_rows;
  }

  push(statement: AnyStatement, entry: Entry): void {
    const queue = this.#queues.get(statement);
    if (queue === undefined) this.#queues.set(statement, [entry]);
    else queue.push(entry);
    this.#waiting_rows += 1;
  }

  /**
   * The next batch, of a queue in which at least so many rows wait. The longest queue first would starve the others;
   * the queues take turns instead, in the order they last served.
   */
  take(least_rows: number, most_rows: number): Batch | undefined {
    for (const [statement, queue] of this.#queues) {
      if (queue.length < least_rows) continue;
      this.#queues.delete(statement);
      const { batch, rest } = splitQueue(queue, most_rows);
      this.#queues.set(statement, rest);
      this.#waiting_rows -= batch.length;
      this.#taken_rows += batch.length;
      return { statement, entries: batch };
    }
    return undefined;
  }
}

/**
 * Takes a batch off a queue, leaving rows whose key is already in it for the next. Rows with keys travel in key
 * order, so that two lanes that lock the same rows lock them in the same order.
 */
function splitQueue(queue: Entry[], batch_rows: number): { batch: Entry[]; rest: Entry[] } {
  if (queue[0]?.key === undefined)
    return { batch: queue.slice(0, batch_rows), rest: queue.slice(batch_rows) };
  const batch: Entry[] = [];
  const rest: Entry[] = [];
  const keys = new Set<string>();
  for (const entry of queue) {
    if (batch.length < batch_rows && !keys.has(entry.key as string)) {
      keys.add(entry.key as string);
      batch.push(entry);
    } else rest.push(entry);
  }
  batch.sort((left, right) => ((left.key as string) < (right.key as string) ? -1 : 1));
  return { batch, rest };
}
