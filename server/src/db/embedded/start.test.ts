import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { postmasterPid, query, start, temporaryDirectory } from "../../../test/support/embedded-postgres.ts";

const LIMIT_MS = 300_000;

test("what was written is there after a restart, and the second start is the quicker one", {
  timeout: LIMIT_MS,
}, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  const first = await start({ data_dir });
  expect(first.first_start).toBe(true);
  expect(first.connection).toMatchObject({ user: "starway", database: "starway" });
  await query(first.connection, "CREATE TABLE payment AS SELECT 42 AS amount");
  await first.stop();

  const second = await start({ data_dir });
  expect(second.first_start).toBe(false);
  expect(second.started_ms).toBeLessThan(first.started_ms);
  expect(await query(second.connection, "SELECT amount FROM payment")).toEqual([{ amount: 42 }]);
});

test("the database is durable, checked and private", { timeout: LIMIT_MS }, async () => {
  const running = await start({
    data_dir: join(await temporaryDirectory(), "data"),
    settings: { work_mem: "8MB" },
  });
  const [settings] = await query(
    running.connection,
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous_commit,
       current_setting('data_checksums') AS data_checksums, current_setting('listen_addresses') AS listen_addresses,
       current_setting('server_encoding') AS server_encoding, current_setting('work_mem') AS work_mem,
       (SELECT datlocale FROM pg_database WHERE datname = current_database()) AS locale,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`,
  );
  expect(settings).toEqual({
    fsync: "on",
    synchronous_commit: "on",
    data_checksums: "on",
    listen_addresses: "",
    server_encoding: "UTF8",
    work_mem: "8MB",
    locale: "C.UTF-8",
    superuser: true,
  });
});

test("a data directory that is in use is refused, naming the process that uses it", {
  timeout: LIMIT_MS,
}, async () => {
  const directory = await temporaryDirectory();
  const data_dir = join(directory, "data");
  const first = await start({ data_dir });
  await symlink(data_dir, join(directory, "alias"));
  const refusal = start({ data_dir: join(directory, "alias") });
  await expect(refusal).rejects.toMatchObject({ code: "data_dir_in_use" });
  await expect(refusal).rejects.toThrow(`process ${process.pid}`);
  expect(await query(first.connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a path with spaces, commas, quotes and great length works", { timeout: LIMIT_MS }, async () => {
  const directory = await temporaryDirectory();
  for (const name of [`a "data", it's`, `${"very-long-".repeat(20)}/${"name-".repeat(20)}`]) {
    const running = await start({ data_dir: join(directory, name) });
    expect(await query(running.connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await running.stop();
  }
});

test("an initialisation that was interrupted is begun anew", { timeout: LIMIT_MS }, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  await mkdir(join(data_dir, "postgres.new-abcdef/base"), { recursive: true });
  await mkdir(join(data_dir, "postgres"));
  if (process.getuid?.() === 0) await chmod(data_dir, 0o755);
  const running = await start({ data_dir });
  expect(running.first_start).toBe(true);
  await expect(readFile(join(data_dir, "postgres.new-abcdef/base"))).rejects.toMatchObject({
    code: "ENOENT",
  });
});

test("a postmaster.pid whose number now belongs to another program does not stand in the way", {
  timeout: LIMIT_MS,
}, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  const first = await start({ data_dir });
  const file = await readFile(join(data_dir, "postgres/postmaster.pid"), "utf8");
  await first.stop();
  await writeFile(join(data_dir, "postgres/postmaster.pid"), file.replace(/^\d+/, String(process.pid)));
  const second = await start({ data_dir });
  expect(await postmasterPid(data_dir)).not.toBe(process.pid);
  expect(await query(second.connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a database of another PostgreSQL version is left alone", { timeout: LIMIT_MS }, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  await mkdir(join(data_dir, "postgres"), { recursive: true });
  await writeFile(join(data_dir, "postgres/PG_VERSION"), "15\n");
  await expect(start({ data_dir })).rejects.toMatchObject({ code: "data_version" });
});

test("a directory that holds something else is left alone", { timeout: LIMIT_MS }, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  await mkdir(join(data_dir, "postgres"), { recursive: true });
  await writeFile(join(data_dir, "postgres/holiday.jpg"), "…");
  await expect(start({ data_dir })).rejects.toMatchObject({ code: "postgres_failed" });
});

test("a data directory that cannot be created is refused in one line", { timeout: LIMIT_MS }, async () => {
  const file = join(await temporaryDirectory(), "file");
  await writeFile(file, "");
  const refusal = start({ data_dir: join(file, "data") });
  await expect(refusal).rejects.toMatchObject({ code: "data_dir_unwritable" });
  await expect(refusal).rejects.toThrow(/^[^\n]+$/);
});

test("a setting that PostgreSQL refuses is named, and the next start is not blocked", {
  timeout: LIMIT_MS,
}, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  const refusal = start({ data_dir, settings: { max_connections: "many" } });
  await expect(refusal).rejects.toMatchObject({ code: "postgres_failed" });
  await expect(refusal).rejects.toThrow(/max_connections/);
  await rm(join(data_dir, "postgres.log"));
  expect(await query((await start({ data_dir })).connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});
