import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { readPostmasterFile } from "../server/src/db/embedded/postmaster-file.ts";
import { freePort } from "../server/test/support/free-port.ts";

const PROGRAM = fileURLToPath(new URL("../server/bin/starway.js", import.meta.url));
const MANIFEST = new URL("../package.json", import.meta.url);
const START_TIMEOUT_MS = 120_000;
const POLL_MS = 50;

/** The exit code of a program that Ctrl-C has ended. */
export const INTERRUPTED = 130;

/** Starway in a process of its own, started on an empty data directory as a user would start it. */
export interface StarwayProcess {
  readonly port: number;
  readonly pid: number;
  /** PostgreSQL's main process. */
  readonly postgres_pid: number;
  /** The server's own PostgreSQL, over the same unix socket as Starway's. */
  readonly database: Required<Pick<pg.ClientConfig, "host" | "port" | "user" | "database">>;
  readonly secret_key: string;
  /** What the server has logged: warnings and errors. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts Starway; `node_arguments` go to node, before the program. */
export async function startStarway(node_arguments: readonly string[]): Promise<StarwayProcess> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "starway-bench-")));
  // As root, PostgreSQL runs as another user, who has to pass through.
  await chmod(directory, 0o711);
  const data_dir = join(directory, "data");
  const log_path = join(directory, "starway.log");
  const port = await freePort();
  const child = launch(port, data_dir, log_path, node_arguments);
  let stopped: Promise<void> | undefined;
  // Once only: a second signal would tell the server not to end in order.
  const stop = () =>
    (stopped ??= stopChild(child).then(() => rm(directory, { recursive: true, force: true })));
  stopOnSignal(stop);
  try {
    await untilReady(child, port, log_path);
    const postmaster = await readPostmasterFile(await realpath(join(data_dir, "postgres")));
    if (postmaster === null) throw new Error("Starway is ready, but its PostgreSQL left no postmaster.pid.");
    const sandbox = JSON.parse(await readFile(join(data_dir, "sandbox.json"), "utf8"));
    return {
      port,
      pid: child.pid as number,
      postgres_pid: postmaster.pid,
      database: { host: postmaster.socket_dir, port: 5432, user: "starway", database: "starway" },
      secret_key: sandbox.direct.secret_key,
      log: () => readFile(log_path, "utf8"),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function launch(
  port: number,
  data_dir: string,
  log_path: string,
  node_arguments: readonly string[],
): ChildProcess {
  const log = openSync(log_path, "a");
  const child = spawn(process.execPath, [...usualArguments(), ...node_arguments, PROGRAM, "start"], {
    // In a process group of its own: Ctrl-C reaches only the benchmark, which stops the server in order.
    detached: true,
    stdio: ["ignore", "ignore", log],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      STARWAY_DATA_DIR: data_dir,
      // Counted as any merchant's requests are, and never reached.
      STARWAY_SANDBOX_RATE_LIMIT: "1000000000",
    },
  });
  closeSync(log);
  return child;
}

/** What `npm start` gives to node: what is measured is what is run. */
function usualArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(MANIFEST, "utf8"));
  return scripts.start.split(" ").filter((word: string) => word.startsWith("--"));
}

/** The server outlives whatever does not stop it, so from its first moment on an interruption stops it as well. */
function stopOnSignal(stop: () => Promise<void>): void {
  const interrupt = () => {
    process.exitCode = INTERRUPTED;
    void stop().finally(() => process.exit(INTERRUPTED));
  };
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
}

async function untilReady(child: ChildProcess, port: number, log_path: string): Promise<void> {
  const deadline_ms = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline_ms) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(POLL_MS);
  }
  throw new Error(`Starway did not start:\n${await readFile(log_path, "utf8")}`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}
