import type { Log } from "../kit/log.ts";
import { type Lane, type LaneConnection, runBatch } from "./lane-batch.ts";
import { LaneQueues } from "./lane-queues.ts";
import type { LaneStatement } from "./lane-statement.ts";

/** The queue is full: the caller answers 503 and asks the client to come back. */
export class Overloaded extends Error {
  constructor() {
    super("More work is waiting for the database than it can take.");
  }
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

const CLOSING_POLL_MS = 5;

export function createLanes(options: LaneOptions): Lanes {
  const { lane_count, batch_rows, eager_rows, queue_limit_rows } = options;
  const lanes = Array.from({ length: lane_count }, (): Lane => ({ connection: undefined, busy: false }));
  const queues = new LaneQueues();
  let running_rows = 0;
  let flush_scheduled = false;
  let closed = false;

  const isAnyBusy = () => lanes.some((lane) => lane.busy);

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
      const batch = queues.take(isAnyBusy() ? eager_rows : 1, rowsForOneLane());
      if (batch === undefined) return;
      const rows = batch.entries.length;
      lane.busy = true;
      running_rows += rows;
      void runBatch(lane, batch, options).finally(() => {
        lane.busy = false;
        running_rows -= rows;
        if (queues.waiting_rows > 0) scheduleFlush();
      });
    }
  }

  // One lane that took everything would leave the others, and then this process, with nothing to do but to wait for it.
  function rowsForOneLane(): number {
    const share = Math.ceil((queues.waiting_rows + running_rows) / lane_count);
    return Math.min(batch_rows, Math.max(eager_rows, share));
  }

  return {
    load: () => ({ waiting_rows: queues.waiting_rows, taken_rows: queues.taken_rows }),
    run<Write, Result>(statement: LaneStatement<Write, Result>, write: Write): Promise<Result | undefined> {
      if (closed || queues.waiting_rows >= queue_limit_rows) return Promise.reject(new Overloaded());
      return new Promise<Result | undefined>((resolve, reject) => {
        queues.push(statement as never, {
          write: write as never,
          key: statement.key?.(write),
          resolve: resolve as (result: unknown) => void,
          reject,
        });
        scheduleFlush();
      });
    },
    async close(): Promise<void> {
      closed = true;
      while (queues.waiting_rows > 0 || isAnyBusy()) {
        await new Promise((resolve) => setTimeout(resolve, CLOSING_POLL_MS));
      }
      await Promise.all(lanes.map((lane) => lane.connection?.close()));
    },
  };
}
