import pg from "pg";
import type { LaneConnection } from "./lane-batch.ts";
import { parseTimestamp, TIMESTAMPTZ_OID } from "./timestamps.ts";

/**
 * The next execution of each prepared statement makes a plan for the tables as they are then. PostgreSQL does that by
 * itself only when a table has been counted again, up to a minute later: a plan that reads all of a table, because it had
 * five rows, may meet half a million until then.
 */
export const MAKE_PLANS_ANEW = "DISCARD PLANS";

/** Where the database is: a URL, or the private socket of the embedded server. */
export type ConnectionTarget =
  | { readonly url: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

const INT8_OID = 20;

// Amounts and counters fit a double exactly (at most 2^53); a bigger value is a bug that must be seen.
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of the safe range: ${text}`);
  return value;
}

const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8_OID, parseInt8],
  [TIMESTAMPTZ_OID, parseTimestamp],
]);

/** How the texts of PostgreSQL's types are read. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format !== "binary" && PARSERS.get(oid)) ||
    pg.types.getTypeParser(oid, format as "text")) as pg.CustomTypesConfig["getTypeParser"],
};

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

export function clientConfig(target: ConnectionTarget): pg.ClientConfig {
  const common = {
    types,
    application_name: "starway",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  };
  return "url" in target ? { ...common, connectionString: target.url } : { ...common, ...target };
}

// A row that somebody else holds must not keep its whole batch, and those behind it, waiting for long.
// A prepared batch is planned once. It must always look rows up by key, however small a table was when the plan was
// made: a plan that scans a table of ten rows would still be in use when it has ten million.
const LANE_SETTINGS =
  "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; SET jit = off; SET lock_timeout = 2000";

/** After so many batches, and whenever there have been four times as many, plans are made anew. */
const PLANS_LAST_BATCHES = 16;
const PLANS_LAST_LONGER = 4;

/** The same caution for what is prepared on the other connections, which may still choose by the values. */
export const POOL_SETTINGS = "SET enable_seqscan = off; SET jit = off";

export async function connectLane(
  target: ConnectionTarget,
  on_lost: (error: Error) => void,
): Promise<LaneConnection> {
  let is_lost = false;
  let batches = 0;
  let plans_last_batches = 0;

  async function connect(): Promise<pg.Client> {
    // A batch is sent while the one before it is under way.
    const client = new pg.Client({ ...clientConfig(target), pipeline: true });
    // Without a listener a lost connection would end the process; a statement that was under way reports it as well.
    client.on("error", (error) => {
      is_lost = true;
      on_lost(error);
    });
    await client.connect();
    await client.query(LANE_SETTINGS);
    is_lost = false;
    [batches, plans_last_batches] = [0, PLANS_LAST_BATCHES];
    return client;
  }

  let client = await connect();
  let connecting: Promise<pg.Client> | undefined;
  return {
    async execute(name, text, values) {
      // Lost while nothing was under way: there is no doubt about any statement, and this one can have a new connection.
      if (is_lost) {
        connecting ??= connect().finally(() => {
          connecting = undefined;
        });
        client = await connecting;
      }
      batches += 1;
      if (batches > plans_last_batches) {
        plans_last_batches *= PLANS_LAST_LONGER;
        // Should it fail, so does what is sent behind it.
        client.query(MAKE_PLANS_ANEW).catch(() => {});
      }
      const result = await client.query({ name, text, values });
      return result.rows;
    },
    close: () => client.end(),
  };
}
