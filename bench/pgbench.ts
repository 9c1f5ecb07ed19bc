import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { type ProcessorTime, processorTimeBetween, readProcessorTime } from "./processor-time.ts";
import type { StarwayProcess } from "./server-process.ts";

export const PGBENCH_DATABASE = "pgbench";
/** Both are tried in every round, and the better one counts. */
const CLIENTS = [8, 16];
const THREADS = 2;
const DEBIAN_DIRECTORY = "/usr/lib/postgresql";

/** What Starway is compared with: writes with a bank's transfer, reads with a look-up by key. */
export const PEERS = {
  write: { title: "pgbench TPC-B", arguments: ["--builtin=tpcb-like"] },
  read: { title: "pgbench SELECT by key", arguments: ["--builtin=select-only"] },
} as const;

export type PeerKind = keyof typeof PEERS;

export interface MeasuredPgbench {
  readonly transactions_per_second: number;
  readonly clients: number;
  readonly mean_ms: number;
  readonly processor_time: ProcessorTime | undefined;
}

/** Finds the program, among the commands or where Debian keeps the servers' own. */
export function findPgbench(): string {
  const versions = existsSync(DEBIAN_DIRECTORY) ? readdirSync(DEBIAN_DIRECTORY).sort().reverse() : [];
  const directories = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(DEBIAN_DIRECTORY, version, "bin")),
  ];
  const found = directories.map((directory) => join(directory, "pgbench")).find(isExecutable);
  if (found === undefined) {
    throw new Error(
      "pgbench is not installed; it comes with PostgreSQL's server. On Debian and Ubuntu: apt-get install postgresql-contrib (or postgresql-15).",
    );
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Fills the tables of TPC-B in a database of their own, which must exist. */
export async function initialisePgbench(
  program: string,
  starway: StarwayProcess,
  scale: number,
): Promise<void> {
  await run(program, starway, ["--initialize", "--quiet", `--scale=${scale}`]);
}

/** Runs a peer, once for each number of clients, and answers the better run. */
export async function measurePgbench(
  program: string,
  starway: StarwayProcess,
  kind: PeerKind,
  seconds: number,
): Promise<MeasuredPgbench> {
  const runs: MeasuredPgbench[] = [];
  for (const clients of CLIENTS) runs.push(await measureOnce(program, starway, kind, clients, seconds));
  return runs.reduce((best, next) =>
    next.transactions_per_second > best.transactions_per_second ? next : best,
  );
}

async function measureOnce(
  program: string,
  starway: StarwayProcess,
  kind: PeerKind,
  clients: number,
  seconds: number,
): Promise<MeasuredPgbench> {
  const sides = { server_pid: starway.pid, postgres_pid: starway.postgres_pid };
  const before = readProcessorTime(sides);
  const output = await run(program, starway, [
    ...PEERS[kind].arguments,
    "--protocol=prepared",
    `--client=${clients}`,
    `--jobs=${THREADS}`,
    `--time=${seconds}`,
  ]);
  const processor_time = processorTimeBetween(before, readProcessorTime(sides));
  return { ...readReport(output), clients, processor_time };
}

/** What pgbench prints at its end. */
export function readReport(output: string): { transactions_per_second: number; mean_ms: number } {
  const tps = /^tps = ([\d.]+) \(without initial connection time\)$/m.exec(output)?.[1];
  const mean = /^latency average = ([\d.]+) ms$/m.exec(output)?.[1];
  const failed = /^number of failed transactions: (\d+)/m.exec(output)?.[1];
  if (tps === undefined || mean === undefined || (failed ?? "0") !== "0") {
    throw new Error(`pgbench did not report what was expected:\n${output}`);
  }
  return { transactions_per_second: Number(tps), mean_ms: Number(mean) };
}

async function run(program: string, { database }: StarwayProcess, args: readonly string[]): Promise<string> {
  const connection = [`--host=${database.host}`, `--port=${database.port}`, `--username=${database.user}`];
  const child = spawn(program, [...args, ...connection, PGBENCH_DATABASE], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  const [stdout, stderr, [exit_code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (exit_code !== 0) throw new Error(`pgbench ended with ${exit_code}:\n${stderr}`);
  return stdout;
}
