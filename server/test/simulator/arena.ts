import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../../src/db/database.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import { migrate } from "../../src/db/migrate.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { silentLog } from "../../src/kit/log.ts";
import { type Backends, openBackends } from "./backends.ts";
import { type HistoryReport, runHistory } from "./run-history.ts";
import { installVirtualTimers } from "./virtual-timers.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

/**
 * Nothing here outlives the run, so nothing waits for a disk. PostgreSQL may decide nothing by itself: the scheduler
 * finds deadlocks, and nothing is cleaned up in between.
 */
const SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  autovacuum: "off",
  deadlock_timeout: "1h",
  max_wal_size: "1GB",
  shared_buffers: "64MB",
  max_connections: "200",
};

/** Databases in which histories are played, side by side, and in each of them one after the other on empty tables. */
export interface Arenas {
  readonly list: readonly Arena[];
  close(): Promise<void>;
}

export interface Arena {
  play(seed: number): Promise<HistoryReport>;
}

const TEMPLATE = "migrated";
const EMPTY_AFTER = 100;

export async function openArenas(count: number): Promise<Arenas> {
  installVirtualTimers();
  const data_dir = await mkdtemp(join(tmpdir(), "starway-simulation-"));
  // When root runs it, PostgreSQL runs as another user, who has to get in.
  await chmod(data_dir, 0o755);
  const postgres = await startEmbeddedPostgres({ data_dir, settings: SETTINGS });
  const admin = openDatabase({ target: postgres.connection, log: silentLog, pool_connections: 1 });
  const targetOf = (database: string) => ({ ...postgres.connection, database });
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  const template = openDatabase({ target: targetOf(TEMPLATE), log: silentLog });
  await migrate(template, MIGRATIONS, systemClock);
  // A database can be copied only while nobody is connected to it.
  await template.close();
  const backends: Backends[] = [];
  for (let number = 0; number < count; number++) {
    await admin.query(`CREATE DATABASE arena_${number} TEMPLATE ${TEMPLATE}`);
    backends.push(await openBackends(targetOf(`arena_${number}`)));
  }
  await admin.close();

  return {
    list: backends.map(arenaOn),
    async close() {
      await Promise.all(backends.map((each) => each.close()));
      await postgres.stop();
      await rm(data_dir, { recursive: true, force: true });
    },
  };
}

function arenaOn(backends: Backends): Arena {
  // Keys are renamed from one table to the other when a day is over.
  const tables = new Set(["idempotency_keys", "idempotency_keys_old"]);
  let played = 0;
  return {
    async play(seed) {
      for (const table of backends.takeTouched()) tables.add(table);
      if (played++ % EMPTY_AFTER === 0) await backends.run([`TRUNCATE ${[...tables].join(", ")}`]);
      else await backends.run([...tables].map((table) => `DELETE FROM ${table}`));
      return runHistory(backends, seed);
    },
  };
}
