import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findKey } from "../src/core/idempotency/store.ts";
import { migrate } from "../src/db/migrate.ts";
import { systemClock } from "../src/kit/clock.ts";
import { openTestDatabase } from "./support/database.ts";

const MIGRATIONS = join(import.meta.dirname, "../migrations");

/** An installation as it was when a migration was its last one. */
async function installationBefore(number: string) {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const directory = await mkdtemp(join(tmpdir(), "starway-upgrade-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const earlier = (await readdir(MIGRATIONS)).filter((file) => file < number);
  await Promise.all(earlier.map((file) => cp(join(MIGRATIONS, file), join(directory, file))));
  await db.query("DROP SCHEMA public CASCADE");
  await db.query("CREATE SCHEMA public");
  await migrate(db, directory, systemClock);
  return db;
}

test("a request that was answered before an upgrade is known after it, in both modes and APIs, be its key of yesterday", async () => {
  const db = await installationBefore("0032");
  const merchant_id = randomUUID();
  const kept = ["idempotency_keys", "idempotency_keys_old"].flatMap((table) =>
    [true, false].flatMap((livemode) =>
      ["onerway", "faststar"].map((api) => ({ table, livemode, api, key: `order-17 für ${table}` })),
    ),
  );
  for (const { table, livemode, api, key } of kept) {
    await db.query(
      `INSERT INTO ${table} (merchant_id, livemode, api, key, request_hash, response_status, response_body, created_at)
       VALUES ($1, $2, $3, $4, $5, 200, $6, $7)`,
      [merchant_id, livemode, api, key, Buffer.alloc(32, 7), `${table} ${livemode} ${api}`, new Date()],
    );
  }
  await migrate(db, MIGRATIONS, systemClock);
  for (const { table, livemode, api, key } of kept) {
    const request_hash = Buffer.alloc(32, 7);
    const found = await findKey(db, { merchant_id, livemode }, { api, key, request_hash });
    expect(found).toMatchObject({ request_hash, response_body: `${table} ${livemode} ${api}` });
  }
});
