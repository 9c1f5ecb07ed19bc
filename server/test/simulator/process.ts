import type { Connector } from "../../src/connectors/connector.ts";
import { createRegistry } from "../../src/connectors/registry.ts";
import type { Core } from "../../src/core/core.ts";
import { createVelocityDesk } from "../../src/core/payments/velocity/desk.ts";
import { VELOCITY_LIMITS } from "../../src/core/payments/velocity/velocity.ts";
import { tableProvider } from "../../src/core/tax/table-provider.ts";
import { runTransaction } from "../../src/db/database.ts";
import type { LaneConnection } from "../../src/db/lane-batch.ts";
import { createLanes } from "../../src/db/lanes.ts";
import type { Database } from "../../src/db/types.ts";
import type { Clock } from "../../src/kit/clock.ts";
import { createIdSource } from "../../src/kit/ids.ts";
import type { Log } from "../../src/kit/log.ts";
import { MASTER_KEY_BYTES, masterKeyWrapper } from "../../src/vault/master-key.ts";
import { createVault } from "../../src/vault/vault.ts";
import type { Backend, Backends, Rows } from "./backends.ts";
import type { Chance } from "./chance.ts";
import { currentDoer, type Doer, runAs, type Scheduler } from "./scheduler.ts";
import { claimsRows, lockTimeoutOf } from "./statements.ts";

/** One running server: a core of its own, on connections of its own, with a clock of its own. */
export interface SimulatedProcess {
  readonly name: string;
  readonly core: Core;
  /** Settles as the work does, unless the process crashes first. */
  serve<T>(work: () => Promise<T>): Promise<T>;
  /** Everything that it holds in memory is gone, in the middle of whatever it was doing. */
  crash(): Promise<void>;
  isAlive(): boolean;
}

/** What a client hears whose server has gone away. */
export class Gone extends Error {
  constructor() {
    super("the connection was closed");
  }
}

export interface ProcessOptions {
  readonly name: string;
  readonly backends: Backends;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  /** How much its clock is ahead. */
  readonly skew_ms: number;
  readonly connections: number;
  readonly eager_rows: number;
  /** How likely a connection to the database breaks during a write. */
  readonly breakage: () => number;
  readonly connector: (process: () => SimulatedProcess) => Connector;
  readonly onLog: (level: "warn" | "error", fields: object, message: string) => void;
}

const MASTER_KEY = Buffer.alloc(MASTER_KEY_BYTES, 1);
const KEYS = masterKeyWrapper(MASTER_KEY);
const LANE_LOCK_TIMEOUT_MS = 2_000;

export function startProcess(options: ProcessOptions): SimulatedProcess {
  const { name, scheduler, chance, skew_ms } = options;
  let is_alive = true;
  const ended = new Set<(error: Gone) => void>();
  const connections = openConnections(options, () => process);

  const now_ms = () => scheduler.clock.now_ms + skew_ms;
  const clock: Clock = { now: () => new Date(now_ms()), monotonic_ms: now_ms };
  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: (fields, message) => is_alive && options.onLog("warn", fields, message),
    error: (fields, message) => is_alive && options.onLog("error", fields, message),
  };
  const db = simulatedDatabase(options, connections, log);
  const new_id = createIdSource(clock, chance);
  const core: Core = {
    db,
    clock,
    random: chance,
    new_id,
    vault: createVault({ db, clock, new_id, keys: KEYS, master_key: MASTER_KEY }),
    connectors: createRegistry(options.connector(() => process)),
    tax: { provider: tableProvider, seller_country: "IE" },
    velocity: createVelocityDesk(VELOCITY_LIMITS, clock, log),
    log,
  };

  const process: SimulatedProcess = {
    name,
    core,
    isAlive: () => is_alive,
    serve: (work) =>
      new Promise((resolve, reject) => {
        if (!is_alive) return reject(new Gone());
        ended.add(reject);
        const doer = { name: currentDoer()?.doer.name ?? name, process };
        runAs(doer, work)
          .then(resolve, reject)
          .finally(() => ended.delete(reject));
      }),
    async crash() {
      is_alive = false;
      scheduler.dropProcess(process);
      for (const reject of ended) reject(new Gone());
      ended.clear();
      await connections.abandon();
    },
  };
  return process;
}

interface Connections {
  connect(): Backend;
  release(backend: Backend): void;
  abandon(): Promise<void>;
  execute(backend: Backend, text: string, values: readonly unknown[], extra: Extra): Promise<Rows>;
}

interface Extra {
  readonly name?: string;
  readonly lock_timeout_ms: number | null;
}

function openConnections(
  { backends, scheduler, chance, breakage }: ProcessOptions,
  process: () => SimulatedProcess,
): Connections {
  const held = new Set<Backend>();

  function doerOf(): Doer {
    const current = currentDoer();
    if (current === undefined) throw new Error("A statement came from outside of the simulation.");
    return { name: current.doer.name, process: process() };
  }

  return {
    connect() {
      const backend = backends.acquire();
      held.add(backend);
      return backend;
    },
    release(backend) {
      held.delete(backend);
      backends.release(backend);
    },
    async abandon() {
      for (const backend of held) await backends.abandon(scheduler, backend);
      held.clear();
    },
    async execute(backend, text, values, extra) {
      const doer = doerOf();
      if (!process().isAlive()) return new Promise(() => {});
      const is_write = text === "COMMIT" || (!backend.is_in_transaction && !/^\s*SELECT/.test(text));
      if (!is_write || !chance.happens(breakage())) {
        return backends.execute(scheduler, doer, backend, { text, values, ...extra });
      }
      // Whether the write was carried out, nobody can say who was waiting for it.
      if (chance.happens(0.5)) await backends.execute(scheduler, doer, backend, { text, values, ...extra });
      if (text === "COMMIT" && backend.is_in_transaction) {
        await backends.execute(scheduler, doer, backend, { text: "ROLLBACK", lock_timeout_ms: null });
      }
      scheduler.note(`! ${doer.name}: the connection to the database breaks`);
      // A lane opens another one; a pool gives this one back by itself.
      if (extra.name !== undefined) {
        held.delete(backend);
        backends.release(backend);
      }
      const error = new Error("Connection terminated unexpectedly");
      throw Object.assign(error, { code: "08006", is_simulated: true });
    },
  };
}

function simulatedDatabase(options: ProcessOptions, connections: Connections, log: Log): Database {
  const limit = options.connections;
  const waiting: (() => void)[] = [];
  let used = 0;

  /** As a pool does it: whoever comes when all are in use waits for his turn. */
  async function connect() {
    if (used >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else used += 1;
    const backend = connections.connect();
    let lock_timeout_ms: number | null = null;
    return {
      async query(text: string, values: unknown[] = []) {
        const timeout_ms = lockTimeoutOf(text);
        if (timeout_ms !== undefined) {
          lock_timeout_ms = timeout_ms;
          return { rows: [] };
        }
        const rows = await connections.execute(backend, text, values, { lock_timeout_ms });
        return { rows: claimsRows(text) ? rows.sort(byId) : rows };
      },
      release() {
        connections.release(backend);
        const next = waiting.shift();
        if (next === undefined) used -= 1;
        else next();
      },
    };
  }

  async function connectLane(): Promise<LaneConnection> {
    const backend = connections.connect();
    const lock_timeout_ms = LANE_LOCK_TIMEOUT_MS;
    return {
      execute: (name, text, values) => connections.execute(backend, text, values, { name, lock_timeout_ms }),
      close: async () => connections.release(backend),
    };
  }

  const { eager_rows } = options;
  const lanes = createLanes({
    connect: connectLane,
    lane_count: 2,
    depth: 1,
    batch_rows: 64,
    eager_rows,
    queue_limit_rows: 4096,
    log,
  });
  return {
    lanes,
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const client = await connect();
      try {
        return (await client.query(text, [...values])).rows as Row[];
      } finally {
        client.release();
      }
    },
    transaction: (work) => runTransaction({ connect }, work),
    load: () => ({ ...lanes.load(), waiting_for_connection: 0 }),
    ping: async () => {},
    close: async () => {},
  };
}

function byId(left: Record<string, unknown>, right: Record<string, unknown>): number {
  return String(left.id) < String(right.id) ? -1 : 1;
}
