import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../kit/clock.ts";
import type { Database, Queryable } from "./types.ts";

/** The database and the code disagree in a way that a person has to settle. The message is one line that says how. */
export class MigrationError extends Error {}

interface Migration {
  number: number;
  name: string;
  text: string;
  checksum: string;
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => /^\d{4}-.+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(directory, file), "utf8");
      return {
        number: Number(file.slice(0, 4)),
        name: file.slice(5, -4),
        text,
        checksum: createHash("sha256").update(text).digest("hex"),
      };
    }),
  );
}

async function appliedMigrations(db: Queryable): Promise<Map<number, { name: string; checksum: string }>> {
  await db.query(
    "CREATE TABLE IF NOT EXISTS schema_migrations (number bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL)",
  );
  const rows = await db.query<{ number: number; name: string; checksum: string }>(
    "SELECT number, name, checksum FROM schema_migrations ORDER BY number",
  );
  return new Map(rows.map((row) => [row.number, row]));
}

/**
 * Brings the schema up to the code, forward only, each file in a transaction of its own. Two processes that start
 * together are serialised by a lock on the table of migrations. Answers how many files were applied.
 */
export async function migrate(db: Database, directory: string, clock: Clock): Promise<number> {
  const migrations = await readMigrations(directory);
  let applied_count = 0;
  // IF NOT EXISTS is not safe against itself running twice at once; the second try sees the first's table.
  await appliedMigrations(db).catch(() => appliedMigrations(db));
  for (const migration of migrations) {
    applied_count += await db.transaction(async (transaction) => {
      await transaction.query("LOCK TABLE schema_migrations IN SHARE ROW EXCLUSIVE MODE");
      const applied = await appliedMigrations(transaction);
      refuseForeignSchema(applied, migrations);
      if (applied.has(migration.number)) return 0;
      await transaction.query(migration.text);
      await transaction.query("INSERT INTO schema_migrations VALUES ($1, $2, $3, $4)", [
        migration.number,
        migration.name,
        migration.checksum,
        clock.now(),
      ]);
      return 1;
    });
  }
  return applied_count;
}

/** Refuses a database whose schema is not that of the code, for whoever reads one that somebody else runs. */
export async function requireSchema(db: Queryable, directory: string): Promise<void> {
  const migrations = await readMigrations(directory);
  const [table] = await db.query<{ name: string | null }>(
    "SELECT to_regclass('schema_migrations')::text AS name",
  );
  const rows =
    table?.name == null
      ? []
      : await db.query<{ number: number; name: string; checksum: string }>(
          "SELECT number, name, checksum FROM schema_migrations",
        );
  const applied = new Map(rows.map((row) => [row.number, row]));
  refuseForeignSchema(applied, migrations);
  if (applied.size < migrations.length) {
    throw new MigrationError(
      "The database's schema is older than this version of Starway: run `starway migrate`, or use the version that serves it.",
    );
  }
}

function refuseForeignSchema(
  applied: Map<number, { name: string; checksum: string }>,
  migrations: Migration[],
): void {
  const known = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const [number, row] of applied) {
    const migration = known.get(number);
    if (migration === undefined) {
      throw new MigrationError(
        `The database's schema is newer than this version of Starway (it has migration ${number}, ${row.name}): start the newer version, or restore the backup made before the upgrade.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${number} (${row.name}) was changed after it had been applied to this database: restore the file, and put the change into a new migration.`,
      );
    }
  }
}
