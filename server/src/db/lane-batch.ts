import type { Log } from "../kit/log.ts";
import { encodeColumn } from "./column-encoders.ts";
import type { AnyStatement, Batch } from "./lane-queues.ts";
import { isConnectionLost, isRetryable } from "./pg-errors.ts";

/**
 * One dedicated connection. `execute` runs a prepared statement, in a transaction of its own, and returns its rows. What
 * is executed while another statement is under way runs after it.
 */
export interface LaneConnection {
  execute(name: string, text: string, values: Buffer[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** The connection broke while a write was under way, so nobody knows whether it was committed. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super("The connection to the database was lost during a write.", { cause });
  }
}

export interface Lane {
  connection: Promise<LaneConnection> | undefined;
  /** How many batches are under way. */
  running: number;
}

export interface BatchOptions {
  readonly connect: () => Promise<LaneConnection>;
  readonly log: Log;
}

const RETRIES = 5;

/** Carries a batch out on a lane, and tells every caller what became of its own row. */
export async function runBatch(lane: Lane, batch: Batch, options: BatchOptions): Promise<void> {
  const { statement, entries } = batch;
  try {
    const rows = await executeWithRetries(lane, batch, options);
    const results: unknown[] = new Array(entries.length);
    for (const row of rows) results[Number(row.ordinal) - 1] = row;
    for (let index = 0; index < entries.length; index++) entries[index]?.resolve(results[index]);
  } catch (error) {
    if (isConnectionLost(error)) {
      for (const entry of entries) entry.reject(new OutcomeUnknown(error));
    } else if (entries.length === 1) entries[0]?.reject(error);
    else {
      const about = { err: error, statement: statement.name, rows: entries.length };
      options.log.warn(about, "batch failed, splitting it");
      // One bad row must not fail its neighbours: halve until it stands alone.
      const middle = Math.ceil(entries.length / 2);
      await runBatch(lane, { statement, entries: entries.slice(0, middle) }, options);
      await runBatch(lane, { statement, entries: entries.slice(middle) }, options);
    }
  }
}

async function executeWithRetries(lane: Lane, { statement, entries }: Batch, options: BatchOptions) {
  const connect = () => connectFor(lane, options);
  const values = encodeBatch(statement, entries);
  for (let retry = 0; ; retry++) {
    lane.connection ??= connect();
    const used = lane.connection;
    try {
      return await (await used).execute(statement.name, statement.text, values);
    } catch (error) {
      // Another batch of the same connection may have made a new one by now.
      if (lane.connection === used && isConnectionLost(error)) lane.connection = undefined;
      if (retry >= RETRIES || !isRetryable(error)) throw error;
    }
  }
}

/** Makes a connection, which is forgotten when it does not come about. */
function connectFor(lane: Lane, { connect }: BatchOptions): Promise<LaneConnection> {
  const connecting = connect();
  connecting.catch(() => {
    if (lane.connection === connecting) lane.connection = undefined;
  });
  return connecting;
}

function encodeBatch({ columns }: AnyStatement, entries: Batch["entries"]): Buffer[] {
  return columns.map(([type, read]) =>
    encodeColumn(
      type,
      entries.map((entry) => read(entry.write)),
    ),
  );
}
