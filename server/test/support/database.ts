import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { openDatabase } from "../../src/db/database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import { migrate } from "../../src/db/migrate.ts";
import type { Database } from "../../src/db/types.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { silentLog } from "../../src/kit/log.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));
const TEMPLATE = "migrated";

// What is here lives no longer than the tests, so nothing waits for a disk.
const SETTINGS = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", shared_buffers: "64MB" };

interface TestServer {
  readonly data_dir: string;
  readonly postgres: EmbeddedPostgres;
  readonly admin: Database;
}

let server: Promise<TestServer> | undefined;
const opened: Database[] = [];

/** A database of its own with the current schema, empty. All of a test file share one server, which ends with it. */
export async function openTestDatabase(): Promise<{ db: Database; close(): Promise<void> }> {
  server ??= startServer();
  const { postgres, admin } = await server;
  const database = `test_${opened.length}`;
  const db = openDatabase({ target: { ...postgres.connection, database }, log: silentLog });
  opened.push(db);
  await admin.query(`CREATE DATABASE ${database} TEMPLATE ${TEMPLATE}`);
  return { db, close: () => closeOnce(db) };
}

const closing = new WeakMap<Database, Promise<void>>();

function closeOnce(db: Database): Promise<void> {
  const closed = closing.get(db) ?? db.close();
  closing.set(db, closed);
  return closed;
}

async function startServer(): Promise<TestServer> {
  const data_dir = await mkdtemp(join(tmpdir(), "starway-test-"));
  // When root runs the tests, PostgreSQL runs as another user, who has to get in.
  await chmod(data_dir, 0o755);
  const postgres = await startEmbeddedPostgres({ data_dir, settings: SETTINGS });
  const admin = openDatabase({ target: postgres.connection, log: silentLog, pool_connections: 1 });
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  const template = openDatabase({ target: { ...postgres.connection, database: TEMPLATE }, log: silentLog });
  await migrate(template, MIGRATIONS, systemClock);
  // A database can be copied only while nobody is connected to it.
  await template.close();
  return { data_dir, postgres, admin };
}

afterAll(async () => {
  if (server === undefined) return;
  const { data_dir, postgres, admin } = await server;
  // A test that failed may have left its database open.
  await Promise.all([admin, ...opened].map(closeOnce));
  await postgres.stop();
  await rm(data_dir, { recursive: true, force: true });
});
