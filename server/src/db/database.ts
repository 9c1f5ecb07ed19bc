import pg from "pg";
import type { Log } from "../kit/log.ts";
import {
  type ConnectionTarget,
  clientConfig,
  connectLane,
  MAKE_PLANS_ANEW,
  POOL_SETTINGS,
  types,
} from "./connection.ts";
import { createLanes } from "./lanes.ts";
import { isRetryable } from "./pg-errors.ts";
import { watchPlanAges } from "./plan-age.ts";
import { runPrepared } from "./prepared-query.ts";
import { createNaming } from "./prepared-statements.ts";
import type { Database, Queryable } from "./types.ts";

export interface DatabaseOptions {
  target: ConnectionTarget;
  log: Log;
  pool_connections?: number;
}

const TRANSACTION_ATTEMPTS = 5;
/** One that works, and one that helps out when a batch is stuck. */
const LANES = 2;
const BATCHES_A_LANE = 2;
const PATIENCE_MS = 25;
const BATCH_ROWS = 128;
const EAGER_ROWS = 8;
const QUEUE_LIMIT_ROWS = 4096;
const LIFETIME_S = 60;
/** The plans of a connection are as old at most, if it is used. */
const PLANS_LAST_MS = 2_000;

/** Opens the pool and the lanes. Connections are made when first needed; `ping` proves that the server is there. */
export function openDatabase(options: DatabaseOptions): Database {
  const { target, log } = options;
  const pool = new pg.Pool({
    ...clientConfig(target),
    max: options.pool_connections ?? 10,
    maxLifetimeSeconds: LIFETIME_S,
    // Idle ones end by their age soon enough, so that no timer is started after every use.
    idleTimeoutMillis: 0,
    onConnect: async (client) => void (await client.query(POOL_SETTINGS)),
  });
  const named = createNaming();
  const plan_ages = watchPlanAges(PLANS_LAST_MS);
  let closing = false;
  // The pool calls itself ended before its connections are closed, so a server that stops next ends them for us.
  pool.on("error", (error) => {
    if (!closing) log.warn({ err: error }, "an idle database connection was lost");
  });

  // Between two statements of a transaction the pool does not listen: unheard, a lost connection would end the process.
  // The next statement reports it.
  pool.on("connect", (client) => client.on("error", () => {}));

  const run = async (client: pg.ClientBase, text: string, values: readonly unknown[]): Promise<object[]> => {
    const statement = named(text, values);
    const { name } = statement;
    return name === undefined
      ? (await client.query(statement)).rows
      : runPrepared(client, name, statement, types);
  };

  async function connect(): Promise<pg.PoolClient> {
    const client = await pool.connect();
    try {
      if (plan_ages.areOld(client)) await client.query(MAKE_PLANS_ANEW);
      return client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  const preparing: ConnectionPool = {
    async connect() {
      const client = await connect();
      return {
        query: async (text, values = []) => ({ rows: await run(client, text, values) }),
        release: (broken) => client.release(broken),
      };
    },
  };

  const lanes = createLanes({
    connect: () =>
      connectLane(target, (error) => log.warn({ err: error }, "a lane lost its database connection")),
    lane_count: LANES,
    depth: BATCHES_A_LANE,
    patience_ms: PATIENCE_MS,
    batch_rows: BATCH_ROWS,
    eager_rows: EAGER_ROWS,
    queue_limit_rows: QUEUE_LIMIT_ROWS,
    log,
  });

  return {
    lanes,
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const client = await connect();
      let broken: Error | undefined;
      try {
        return (await run(client, text, values)) as Row[];
      } catch (error) {
        broken = error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    },
    load: () => ({ ...lanes.load(), waiting_for_connection: pool.waitingCount }),
    ping: async () => void (await pool.query("SELECT 1")),
    transaction: (work) => runTransaction(preparing, work),
    async close() {
      closing = true;
      plan_ages.stop();
      await lanes.close();
      await pool.end();
    },
  };
}

/** What a transaction needs of a pool of connections. */
export interface ConnectionPool {
  connect(): Promise<{
    query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
    release(broken: Error | undefined): void;
  }>;
}

/** Runs the work in one transaction on a connection of its own, and again when it met another transaction. */
export async function runTransaction<T>(
  pool: ConnectionPool,
  work: (transaction: Queryable) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query("BEGIN");
      const transaction: Queryable = {
        query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
          (await client.query(text, [...values])).rows as Row[],
      };
      const result = await work(transaction);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch((rollback_error: Error) => {
        broken = rollback_error;
      });
      if (attempt >= TRANSACTION_ATTEMPTS || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 5));
    } finally {
      client.release(broken);
    }
  }
}
