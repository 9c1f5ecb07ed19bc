import { rm, rmdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError, systemErrorCode } from "./errors.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { processIdentity } from "./process-identity.ts";
import { findServerProcesses, isServerProcess } from "./server-processes.ts";

const PATIENCE_MS = 10_000;

/**
 * Ends the PostgreSQL that a killed Starway has left running on this cluster. Only the holder of the data
 * directory's lock may call this: it is what makes a running PostgreSQL a leftover.
 */
export async function stopLeftoverPostmaster(cluster: string, notice: (line: string) => void): Promise<void> {
  const file = await readPostmasterFile(cluster);
  if (!file) return;
  if (await isServerProcess(cluster, file.pid)) {
    await end(file.pid, ["SIGINT", "SIGQUIT"], cluster);
    notice(`Stopped the PostgreSQL (process ${file.pid}) that an earlier Starway had left running.`);
  }
  await clearAwayOrphans(cluster);
  await removeTemporarySocket(file.socket_dir);
}

/** Makes way for a new PostgreSQL where the main process has ended, and perhaps not all of its sessions. */
export async function clearAwayOrphans(cluster: string): Promise<void> {
  // A session in the middle of a long query can outlive its postmaster, and would keep a new one from starting.
  for (const pid of await findServerProcesses(cluster)) await end(pid, ["SIGQUIT", "SIGKILL"], cluster);
  // PostgreSQL itself would take any process of that pid, even a zombie, for its predecessor and refuse to start.
  // If we have overlooked one it still refuses, because it finds the shared memory in use.
  await rm(join(cluster, "postmaster.pid"), { force: true });
}

/** A socket directory inside the data directory is made anew by every start; one below /tmp would stay for ever. */
async function removeTemporarySocket(socket_dir: string): Promise<void> {
  if (!basename(socket_dir).startsWith("starway-")) return;
  for (const name of [".s.PGSQL.5432", ".s.PGSQL.5432.lock"])
    await rm(join(socket_dir, name), { force: true });
  await rmdir(socket_dir).catch(() => {});
}

/** Signals the process, more urgently each time it does not end. */
async function end(pid: number, signals: NodeJS.Signals[], cluster: string): Promise<void> {
  const identity = processIdentity(pid);
  for (const signal of signals) {
    if (identity === null || !signalled(pid, signal) || (await ended(pid, identity))) return;
  }
  throw new EmbeddedPostgresError(
    "postgres_failed",
    `A PostgreSQL that Starway could not stop (process ${pid}) uses ${cluster}: end it with kill -INT ${pid} and start again.`,
  );
}

function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (systemErrorCode(error) === "ESRCH") return false;
    throw error;
  }
}

async function ended(pid: number, identity: string): Promise<boolean> {
  const deadline_ms = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline_ms) {
    if (processIdentity(pid) !== identity) return true;
    await sleep(10);
  }
  return false;
}
