import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { chmod, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { QueryResultRow } from "pg";
import { Client } from "pg";
import { onTestFinished } from "vitest";
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from "../../src/db/embedded/start.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";

export const AS_ROOT = process.getuid?.() === 0;
const CHILD_PROGRAM = fileURLToPath(new URL("embedded-postgres-child.ts", import.meta.url));
const TYPESCRIPT_LOADER = import.meta.resolve?.("tsx") ?? "tsx";

/** A server that was killed with its test may still be writing while its files go. */
const REMOVAL = { recursive: true, force: true, maxRetries: 20 } as const;

/** A directory that every user can enter, removed after the test with whatever its database left elsewhere. */
export async function temporaryDirectory(mode = 0o755): Promise<string> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "starway-test-")));
  await chmod(directory, mode);
  onTestFinished(() => rm(directory, REMOVAL));
  return directory;
}

/** Said on a machine that is busy with something else, too. */
const STILL_STARTING = "PostgreSQL is still starting";

/** Starts PostgreSQL in the test's own process and stops it after the test. It may take its time without notice. */
export async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { on_notice = () => {} } = options;
  const running = await startEmbeddedPostgres({
    ...options,
    on_notice: (line) => void (line.startsWith(STILL_STARTING) || on_notice(line)),
  });
  onTestFinished(() => running.stop());
  return running;
}

export async function query<Row extends QueryResultRow>(
  connection: EmbeddedPostgres["connection"],
  sql: string,
): Promise<Row[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

export interface ChildReport {
  started?: EmbeddedPostgres["connection"];
  stopped?: true;
  refused?: string;
  message?: string;
  notice?: string;
}

/** A process of its own that starts PostgreSQL; `next` waits for a report that has the field. */
export interface Child {
  process: ChildProcess;
  reports: ChildReport[];
  next(field: keyof ChildReport): Promise<ChildReport>;
  exited: Promise<unknown>;
}

export function startInChild(data_dir: string, user?: { uid: number; gid: number }, cwd = "/"): Child {
  const child = spawn(process.execPath, ["--import", TYPESCRIPT_LOADER, CHILD_PROGRAM, data_dir], {
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: "/usr/bin:/bin", TMPDIR: tmpdir() },
    ...user,
  });
  const exited = new Promise((resolve) => child.once("close", resolve));
  const reports: ChildReport[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => reports.push(JSON.parse(line) as ChildReport));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  const next = (field: keyof ChildReport) =>
    new Promise<ChildReport>((resolve, reject) => {
      const look = () => {
        const found = reports.find((report) => report[field] !== undefined);
        if (found) resolve(found);
      };
      look();
      lines.on("line", look);
      void exited.then(() => reject(new Error(`the child reported only ${JSON.stringify(reports)}`)));
    });
  return { process: child, reports, next, exited };
}

/** The process that runs the database of this data directory, according to PostgreSQL. */
export async function postmasterPid(data_dir: string): Promise<number> {
  return Number((await readFile(join(data_dir, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);
}

/** After a test of root's closed directories: the database lives elsewhere and goes as well. */
export async function removeClusterAfterTest(data_dir: string): Promise<void> {
  const home = dirname(await realpath(join(data_dir, "postgres")));
  if (!home.startsWith("/var/lib/starway/"))
    throw new Error(`${home} is not where the test expected its database`);
  onTestFinished(() => rm(home, REMOVAL));
}

/** Some user that is not root, for tests that run as root; undefined when there is none. */
export function ordinaryUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  return { uid: id("-u"), gid: id("-g") };
}
