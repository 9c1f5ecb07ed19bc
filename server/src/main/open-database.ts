import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ConnectionTarget } from "../db/connection.ts";
import { openDatabase } from "../db/database.ts";
import { findRunningPostgres } from "../db/embedded/attach.ts";
import { startEmbeddedPostgres } from "../db/embedded/start.ts";
import { migrate, requireSchema } from "../db/migrate.ts";
import type { Database } from "../db/types.ts";
import { systemClock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { type Config, ConfigurationError } from "./config.ts";
import { PLACES } from "./places.ts";

export interface OpenedDatabase {
  readonly db: Database;
  readonly target: ConnectionTarget;
  /** In a word or two, for the person at the terminal. */
  readonly described: string;
  close(): Promise<void>;
}

/** Opens the database of the settings, or starts the embedded one, and brings its schema up to date. */
export async function openAndMigrate(config: Config, log: Log): Promise<OpenedDatabase> {
  const opened =
    config.database_url === undefined ? await openEmbedded(config, log) : openByUrl(config.database_url, log);
  try {
    await refuseUnreachable(opened.db, config);
    await migrate(opened.db, PLACES.migrations, systemClock);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/**
 * Opens the database to read it, also beside a server that uses it: a schema that is not ours is then left as it is, and
 * refused. The embedded one is started when it does not run.
 */
export async function openBesideServer(config: Config, log: Log): Promise<OpenedDatabase> {
  const running = config.database_url === undefined ? await findRunningPostgres(config.data_dir) : undefined;
  if (config.database_url === undefined && running === undefined) {
    // Made anew, it would be empty, and whoever reads it would think that all is well.
    if (!existsSync(join(config.data_dir, "postgres"))) {
      throw new ConfigurationError(
        `There is no database in ${config.data_dir}: name the server's data directory with --data-dir, or its DATABASE_URL.`,
      );
    }
    return openAndMigrate(config, log);
  }
  const opened =
    running === undefined ? openByUrl(config.database_url ?? "", log) : openRunning(running, config, log);
  try {
    await refuseUnreachable(opened.db, config);
    await requireSchema(opened.db, PLACES.migrations);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function openRunning(target: ConnectionTarget, { data_dir }: Config, log: Log): OpenedDatabase {
  const db = openDatabase({ target, log });
  return { db, target, described: `embedded PostgreSQL in ${data_dir}, at work`, close: () => db.close() };
}

function openByUrl(url: string, log: Log): OpenedDatabase {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new ConfigurationError("DATABASE_URL must look like postgres://user:password@host:5432/database.");
  }
  const target = { url };
  const db = openDatabase({ target, log });
  return { db, target, described: `PostgreSQL at ${withoutPassword(url)}`, close: () => db.close() };
}

async function openEmbedded(config: Config, log: Log): Promise<OpenedDatabase> {
  const server = await startEmbeddedPostgres({
    data_dir: config.data_dir,
    on_notice: (line) => process.stderr.write(`starway: ${line}\n`),
    on_lost(reason) {
      process.stderr.write(
        `starway: PostgreSQL does not start again (${reason}). Starway ends now; start it when that is mended.\n`,
      );
      process.exit(1);
    },
  });
  const target = server.connection;
  const db = openDatabase({ target, log });
  return {
    db,
    target,
    described: `embedded PostgreSQL in ${config.data_dir}`,
    async close() {
      await db.close();
      await server.stop();
    },
  };
}

async function refuseUnreachable(db: Database, config: Config): Promise<void> {
  try {
    await db.ping();
  } catch (error) {
    if (config.database_url === undefined) throw error;
    throw new ConfigurationError(
      `The database at ${withoutPassword(config.database_url)} does not answer (${(error as Error).message || (error as { code?: string }).code}): check that it runs and that DATABASE_URL is right, or unset DATABASE_URL to use the embedded PostgreSQL.`,
    );
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "DATABASE_URL";
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
