import type { Log } from "../kit/log.ts";
import { encodeColumn } from "./column-encoders.ts";
import type { LaneStatement } from "./lane-statement.ts";
import { isConnectionLost, isRetryable } from "./pg-errors.ts";

/** The queue is full: the caller answers 503 and asks the client to come back. */
export class Overloaded extends Error {
  constructor() {
    super("More work is waiting for the database than it can take.");
  }
}

/** The connection broke while a write was under way, so nobody knows whether it was committed. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super("The connection to the database was lost during a write.", { cause });
  }
}

/** One dedicated connection. `execute` runs a prepared statement and returns its rows. */
export interface LaneConnection {
  execute(name: string, text: string, values: Buffer[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export interface LaneOptions {
  connect: () => Promise<LaneConnection>;
  lane_count: number;
  batch_rows: number;
  /** While another lane is at work, a batch of fewer rows waits: it would cost nearly as much as a full one. */
  eager_rows: number;
  queue_limit_rows: number;
  log: Log;
}

export interface LaneLoad {
  readonly waiting_rows: number;
  /** All that were ever taken off the queue. */
  readonly taken_rows: number;
}

/**
 * Group commit without a timer: a few connections ("lanes"), and a queue per statement. A free lane takes its share of
 * what is waiting, up to a batch, so under load many requests share one round trip and one flush to disk, while a lone
 * request goes out at once. A verb does not notice: it awaits its own row's result.
 */
export interface Lanes {
  /** How long the queue is, and how fast it moves. */
  load(): LaneLoad;
  /** Resolves to the row's result, or undefined when the statement returned none for it (a lost compare-and-set). */
  run<Write, Result>(statement: LaneStatement<Write, Result>, write: Write): Promise<Result | undefined>;
  close(): Promise<void>;
}

type AnyStatement = LaneStatement<never, unknown>;

interface Entry {
  write: never;
  key: string | undefined;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

interface Lane {
  connection: LaneConnection | undefined;
  busy: boolean;
}

const RETRIES = 5;

export function createLanes(options: LaneOptions): Lanes {
  const lanes: Lane[] = Array.from({ length: options.lane_count }, () => ({
    connection: undefined,
    busy: false,
  }));
  const queues = new Map<AnyStatement, Entry[]>();
  let waiting_rows = 0;
  let running_rows = 0;
  let taken_rows = 0;
  let flush_scheduled = false;
  let closed = false;

  function scheduleFlush(): void {
    if (flush_scheduled) return;
    flush_scheduled = true;
    // After the current round of input, so that requests that arrived together travel together.
    setImmediate(flush);
  }

  function flush(): void {
    flush_scheduled = false;
    for (const lane of lanes) {
      if (lane.busy) continue;
      const next = takeBatch();
      if (next === undefined) return;
      lane.busy = true;
      void runBatch(lane, next.statement, next.batch).finally(() => {
        lane.busy = false;
        running_rows -= next.batch.length;
        if (waiting_rows > 0) scheduleFlush();
      });
    }
  }

  // The longest queue first would starve the others; the queues take turns instead, in the order they last served.
  function takeBatch(): { statement: AnyStatement; batch: Entry[] } | undefined {
    for (const [statement, queue] of queues) {
      if (queue.length === 0 || (queue.length < options.eager_rows && lanes.some((lane) => lane.busy)))
        continue;
      queues.delete(statement);
      const { batch, rest } = splitQueue(queue, rowsForOneLane());
      queues.set(statement, rest);
      waiting_rows -= batch.length;
      running_rows += batch.length;
      taken_rows += batch.length;
      return { statement, batch };
    }
    return undefined;
  }

  // One lane that took everything would leave the others, and then this process, with nothing to do but to wait for it.
  function rowsForOneLane(): number {
    const share = Math.ceil((waiting_rows + running_rows) / options.lane_count);
    return Math.min(options.batch_rows, Math.max(options.eager_rows, share));
  }

  async function runBatch(lane: Lane, statement: AnyStatement, batch: Entry[]): Promise<void> {
    try {
      const rows = await executeWithRetries(lane, statement, batch);
      const results: unknown[] = new Array(batch.length);
      for (const row of rows) results[Number(row.ordinal) - 1] = row;
      batch.forEach((entry, index) => {
        entry.resolve(results[index]);
      });
    } catch (error) {
      await handleFailure(lane, statement, batch, error);
    }
  }

  async function handleFailure(
    lane: Lane,
    statement: AnyStatement,
    batch: Entry[],
    error: unknown,
  ): Promise<void> {
    if (isConnectionLost(error)) {
      lane.connection = undefined;
      for (const entry of batch) entry.reject(new OutcomeUnknown(error));
      return;
    }
    if (batch.length === 1) {
      batch[0]?.reject(error);
      return;
    }
    // One bad row must not fail its neighbours: halve until it stands alone.
    options.log.warn(
      { err: error, statement: statement.name, rows: batch.length },
      "batch failed, splitting it",
    );
    const middle = Math.ceil(batch.length / 2);
    await runBatch(lane, statement, batch.slice(0, middle));
    await runBatch(lane, statement, batch.slice(middle));
  }

  async function executeWithRetries(lane: Lane, statement: AnyStatement, batch: Entry[]) {
    const values = statement.columns.map(([type, read]) =>
      encodeColumn(
        type,
        batch.map((entry) => read(entry.write)),
      ),
    );
    for (let retry = 0; ; retry++) {
      try {
        lane.connection ??= await options.connect();
        return await lane.connection.execute(statement.name, statement.text, values);
      } catch (error) {
        if (retry >= RETRIES || !isRetryable(error)) throw error;
      }
    }
  }

  return {
    load: () => ({ waiting_rows, taken_rows }),
    run<Write, Result>(statement: LaneStatement<Write, Result>, write: Write): Promise<Result | undefined> {
      if (closed || waiting_rows >= options.queue_limit_rows) return Promise.reject(new Overloaded());
      return new Promise<Result | undefined>((resolve, reject) => {
        const entry: Entry = {
          write: write as never,
          key: statement.key?.(write),
          resolve: resolve as (result: unknown) => void,
          reject,
        };
        const known = statement as unknown as AnyStatement;
        const queue = queues.get(known);
        if (queue === undefined) queues.set(known, [entry]);
        else queue.push(entry);
        waiting_rows += 1;
        scheduleFlush();
      });
    },
    async close(): Promise<void> {
      closed = true;
      while (waiting_rows > 0 || lanes.some((lane) => lane.busy)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await Promise.all(lanes.map((lane) => lane.connection?.close()));
    },
  };
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
