import type { Log } from "../kit/log.ts";
import { type Lane, type LaneConnection, runBatch } from "./lane-batch.ts";
import { type Batch, LaneQueues } from "./lane-queues.ts";
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
  /**
   * How many batches may be under way on one connection, one behind the other: the database goes on with the next one
   * while this process is still busy with the last.
   */
  depth: number;
  /**
   * The first lane does all the work; only when nothing has come back from it for so long do the others help. Left out:
   * all lanes work all the time.
   */
  patience_ms?: number;
  /** A batch has no more rows, unless much is waiting. */
  batch_rows: number;
  /** While another batch is under way, one of fewer rows waits: it would cost nearly as much as a full one. */
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

/** When much is waiting, batches grow with it: then they are the faster way to be through with it. */
const BATCHES_WAITING = 8;

export function createLanes(options: LaneOptions): Lanes {
  const { lane_count, depth, patience_ms, batch_rows, eager_rows, queue_limit_rows } = options;
  const lanes = Array.from({ length: lane_count }, (): Lane => ({ connection: undefined, running: 0 }));
  const queues = new LaneQueues();
  let running_rows = 0;
  let flush_scheduled = false;
  let closed = false;

  const isAnyBusy = () => lanes.some((lane) => lane.running > 0);

  function scheduleFlush(): void {
    if (flush_scheduled) return;
    flush_scheduled = true;
    // After the current round of input, so that requests that arrived together travel together.
    setImmediate(flush);
  }

  function flush(): void {
    flush_scheduled = false;
    for (const lane of lanes.slice(0, workingLanes())) {
      while (lane.running < depth) {
        const batch = queues.take(isAnyBusy() ? eager_rows : 1, rowsForOneBatch());
        if (batch === undefined) return;
        start(lane, batch);
      }
    }
    if (queues.waiting_rows > 0) help.call();
  }

  function start(lane: Lane, batch: Batch): void {
    const rows = batch.entries.length;
    lane.running += 1;
    running_rows += rows;
    void runBatch(lane, batch, options).finally(() => {
      lane.running -= 1;
      running_rows -= rows;
      if (lane === lanes[0]) help.dismiss();
      if (queues.waiting_rows > 0) scheduleFlush();
    });
  }

  // One batch that took everything would leave this process with nothing to do but to wait for it.
  function rowsForOneBatch(): number {
    const share = Math.ceil((queues.waiting_rows + running_rows) / (workingLanes() * depth));
    const most = Math.max(batch_rows, Math.ceil(queues.waiting_rows / BATCHES_WAITING));
    return Math.min(most, Math.max(eager_rows, share));
  }

  const help = createHelp(patience_ms, flush);
  const workingLanes = () => (help.isThere() ? lane_count : 1);

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
      await Promise.all(lanes.map(async (lane) => (await lane.connection)?.close()));
    },
  };
}

/**
 * Decides whether the first lane has help: from some time after it was called for until a batch comes back, and all the
 * time where there is no patience.
 */
function createHelp(patience_ms: number | undefined, onCome: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let is_there = patience_ms === undefined;
  return {
    isThere: () => is_there,
    call(): void {
      if (is_there || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        is_there = true;
        onCome();
      }, patience_ms);
    },
    dismiss(): void {
      if (patience_ms === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      is_there = false;
    },
  };
}
