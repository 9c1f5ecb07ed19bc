import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import type { ConnectionTarget } from "../../src/db/connection.ts";
import { openDatabase } from "../../src/db/database.ts";
import type { EmbeddedPostgres } from "../../src/db/embedded/start.ts";
import type { Database } from "../../src/db/types.ts";
import { silentLog } from "../../src/kit/log.ts";

/** The PostgreSQL that all files of a project share, and the database in it that has the current schema. */
export interface TestPostgres {
  readonly connection: EmbeddedPostgres["connection"];
  readonly template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    readonly postgres: TestPostgres;
  }
}

export interface TestDatabase {
  readonly db: Database;
  /** Where it is, for connections beside those of `db`. */
  readonly target: ConnectionTarget;
  close(): Promise<void>;
}

/** A database of its own with the current schema, empty, in the PostgreSQL of the test run; it is dropped once closed. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { connection, template } = inject("postgres");
  const database = `test_${randomUUID().replaceAll("-", "")}`;
  // Copied as files, because the other way writes all of it to the log of what is to survive a crash.
  await administer(`CREATE DATABASE ${database} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const target = { ...connection, database };
  const db = openDatabase({ target, log: silentLog });
  let closed: Promise<void> | undefined;
  const close = async () => {
    await db.close();
    // A test that failed may have left somebody connected. Nobody waits: what is left over goes with the whole server.
    administer(`DROP DATABASE ${database} WITH (FORCE)`).catch(() => {});
  };
  return { db, target, close: () => (closed ??= close()) };
}

let admin: Database | undefined;

async function administer(statement: string): Promise<void> {
  admin ??= openDatabase({ target: inject("postgres").connection, log: silentLog, pool_connections: 2 });
  await admin.query(statement);
}
