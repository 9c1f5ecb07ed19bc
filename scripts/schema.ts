import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../server/src/db/database.ts";
import { startEmbeddedPostgres } from "../server/src/db/embedded/start.ts";
import { migrate } from "../server/src/db/migrate.ts";
import { systemClock } from "../server/src/kit/clock.ts";
import { silentLog } from "../server/src/kit/log.ts";
import { dumpSchema } from "./schema/dump.ts";

// Migrates an empty database and writes its schema to server/migrations/schema.sql, for people to read and for tests to
// compare. To be run after every new migration.

const migrations = fileURLToPath(new URL("../server/migrations", import.meta.url));
const data_dir = await mkdtemp(join(tmpdir(), "starway-schema-"));
// When root runs this, PostgreSQL runs as another user, who has to get in.
await chmod(data_dir, 0o755);
const postgres = await startEmbeddedPostgres({ data_dir });
const db = openDatabase({ target: postgres.connection, log: silentLog });
try {
  await migrate(db, migrations, systemClock);
  const path = join(migrations, "schema.sql");
  await writeFile(path, await dumpSchema(db));
  console.log(`Wrote ${path}.`);
} finally {
  await db.close();
  await postgres.stop();
  await rm(data_dir, { recursive: true });
}
