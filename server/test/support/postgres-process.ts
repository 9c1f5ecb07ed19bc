import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../../src/db/database.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import { migrate } from "../../src/db/migrate.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { silentLog } from "../../src/kit/log.ts";

// The PostgreSQL of a test run, in a process that ends with whoever started it, however that one ends. It tells where
// the server is, and which database has the current schema and can be copied.

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));
const TEMPLATE = "migrated";

// What is here lives no longer than the tests, so nothing waits for a disk.
const SETTINGS = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", shared_buffers: "64MB" };

const data_dir = await mkdtemp(join(tmpdir(), "starway-test-"));
// When root runs the tests, PostgreSQL runs as another user, who has to get in.
await chmod(data_dir, 0o755);
const postgres = await startEmbeddedPostgres({ data_dir, settings: SETTINGS });

process.once("disconnect", async () => {
  await postgres.stop();
  await rm(data_dir, { recursive: true, force: true });
});

const admin = openDatabase({ target: postgres.connection, log: silentLog, pool_connections: 1 });
await admin.query(`CREATE DATABASE ${TEMPLATE}`);
await admin.close();
const template = openDatabase({ target: { ...postgres.connection, database: TEMPLATE }, log: silentLog });
await migrate(template, MIGRATIONS, systemClock);
// A database can be copied only while nobody is connected to it.
await template.close();

process.send?.({ connection: postgres.connection, template: TEMPLATE });
