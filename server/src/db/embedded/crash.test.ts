import { join } from "node:path";
import { Client } from "pg";
import { expect, test } from "vitest";
import {
  postmasterPid,
  query,
  start,
  startInChild,
  temporaryDirectory,
} from "../../../test/support/embedded-postgres.ts";
import { processIdentity } from "./process-identity.ts";
import type { EmbeddedPostgres } from "./start.ts";

const LIMIT_MS = 300_000;
const RUNNING_QUERIES =
  "SELECT pid FROM pg_stat_activity WHERE query LIKE '%generate_series%' AND pid <> pg_backend_pid()";

test("after kill -9 of Starway, the next start ends the orphaned PostgreSQL and finds the payments", {
  timeout: LIMIT_MS,
}, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  const child = startInChild(data_dir);
  await child.next("started");
  const orphan_pid = await postmasterPid(data_dir);
  child.process.kill("SIGKILL");
  await child.exited;
  expect(processIdentity(orphan_pid)).not.toBeNull();

  const notices: string[] = [];
  const running = await start({ data_dir, on_notice: (line) => notices.push(line) });
  expect(await query(running.connection, "SELECT id FROM payment")).toEqual([{ id: 1 }]);
  expect(processIdentity(orphan_pid)).toBeNull();
  expect(notices).toEqual([expect.stringContaining(`process ${orphan_pid}`)]);
});

test("after kill -9 of Starway and PostgreSQL, the payments are recovered", {
  timeout: LIMIT_MS,
}, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  const child = startInChild(data_dir);
  const connection = (await child.next("started")).started as EmbeddedPostgres["connection"];
  // A session in the middle of a long query does not notice that its postmaster is gone.
  const session = new Client(connection);
  session.on("error", () => {});
  await session.connect();
  session.query("SELECT count(*) FROM generate_series(1, 1000000000)").catch(() => {});
  await expect.poll(() => query(connection, RUNNING_QUERIES)).toHaveLength(1);
  process.kill(await postmasterPid(data_dir), "SIGKILL");
  child.process.kill("SIGKILL");
  await child.exited;

  const running = await start({ data_dir });
  expect(await query(running.connection, "SELECT id FROM payment")).toEqual([{ id: 1 }]);
});

test("Ctrl-C reaches Starway but not PostgreSQL, so the last payment is still written", {
  timeout: LIMIT_MS,
}, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  const child = startInChild(data_dir);
  await child.next("started");
  process.kill(-(child.process.pid ?? Number.NaN), "SIGINT");
  await child.next("stopped");
  await child.exited;

  const running = await start({ data_dir });
  expect(await query(running.connection, "SELECT id FROM payment")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("when PostgreSQL dies under Starway, that is noticed, and stopping and starting again works", {
  timeout: LIMIT_MS,
}, async () => {
  const data_dir = join(await temporaryDirectory(), "data");
  const notices: string[] = [];
  const first = await start({ data_dir, on_notice: (line) => notices.push(line) });
  process.kill(await postmasterPid(data_dir), "SIGKILL");
  await expect.poll(() => notices).toEqual([expect.stringContaining("ended unexpectedly")]);
  await first.stop();
  expect(await query((await start({ data_dir })).connection, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});
