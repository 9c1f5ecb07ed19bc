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

interface Queue {
  readonly statement: AnyStatement;
  waiting: Entry[];
}

/** What waits for a lane: a queue for each statement. */
export class LaneQueues {
  readonly #queues = new Map<AnyStatement, Queue>();
  // Not the order of the map: one in which keys come and go leaves tables behind that hold on to one another, and to
  // all that has waited, until the whole heap is collected.
  readonly #longest_unserved_first: Queue[] = [];
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
    const queue = this.#queues.get(statement) ?? this.#open(statement);
    queue.waiting.push(entry);
    this.#waiting_rows += 1;
  }

  #open(statement: AnyStatement): Queue {
    const queue: Queue = { statement, waiting: [] };
    this.#queues.set(statement, queue);
    this.#longest_unserved_first.push(queue);
    return queue;
  }

  /**
   * The next batch, of a queue in which at least so many rows wait. The longest queue first would starve the others;
   * the queues take turns instead, in the order they last served.
   */
  take(least_rows: number, most_rows: number): Batch | undefined {
    const queues = this.#longest_unserved_first;
    const place = queues.findIndex(({ waiting }) => waiting.length >= Math.max(least_rows, 1));
    const [queue] = place === -1 ? [] : queues.splice(place, 1);
    if (queue === undefined) return undefined;
    queues.push(queue);
    const { batch, rest } = splitQueue(queue.waiting, most_rows);
    queue.waiting = rest;
    this.#waiting_rows -= batch.length;
    this.#taken_rows += batch.length;
    return { statement: queue.statement, entries: batch };
  }
}

/**
 * Takes a batch off a queue, leaving rows whose key is already in it for the next. Rows with keys travel in key
 * order, so that two lanes that lock the same rows lock them in the same order.
 */
function splitQueue(queue: Entry[], batch_rows: number): { batch: Entry[]; rest: Entry[] } {
  if (queue[0]?.key === undefined)
    return { batch: queue.slice(0, batch_rows), rest: queue.slice(batch_rows) };
  const batch = queue.slice(0, batch_rows).sort(byKey);
  const has_repetition = batch.some(({ key }, index) => key === batch[index + 1]?.key);
  return has_repetition ? splitRepetitions(queue, batch_rows) : { batch, rest: queue.slice(batch_rows) };
}

/** The same, of which the first of each key goes. It is seldom needed, and takes longer. */
function splitRepetitions(queue: Entry[], batch_rows: number): { batch: Entry[]; rest: Entry[] } {
  const batch: Entry[] = [];
  const rest: Entry[] = [];
  const keys = new Set<string>();
  for (const entry of queue) {
    if (batch.length < batch_rows && !keys.has(entry.key as string)) {
      keys.add(entry.key as string);
      batch.push(entry);
    } else rest.push(entry);
  }
  return { batch: batch.sort(byKey), rest };
}

function byKey(left: Entry, right: Entry): number {
  if (left.key === right.key) return 0;
  return (left.key as string) < (right.key as string) ? -1 : 1;
}
