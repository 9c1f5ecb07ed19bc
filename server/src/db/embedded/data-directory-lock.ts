import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError, systemErrorCode } from "./errors.ts";
import { processIdentity } from "./process-identity.ts";

interface Holder {
  pid: number;
  identity: string;
}

export interface DataDirectoryLock {
  release(): Promise<void>;
}

/** Makes this process the only one that uses the data directory, or refuses naming the one that does. */
export async function lockDataDirectory(data_dir: string): Promise<DataDirectoryLock> {
  const path = `${data_dir}/starway.lock`;
  const holder_pid = await claim(path);
  if (holder_pid !== null) {
    throw new EmbeddedPostgresError(
      "data_dir_in_use",
      `The data directory ${data_dir} is in use by process ${holder_pid}: stop that Starway first, or give this one another data directory.`,
    );
  }
  return { release: () => rm(path, { force: true }) };
}

/** Null when the lock is ours now, else the pid of the living process that holds it. */
async function claim(path: string): Promise<number | null> {
  for (;;) {
    if (await create(path)) return null;
    const found = await inspect(path);
    if (found === "stale") await removeStale(path);
    else if (found !== "free") return found.held_by;
  }
}

/** The file appears with its content, so nobody can find a lock that does not yet say whose it is. */
async function create(path: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  const holder: Holder = { pid: process.pid, identity: processIdentity(process.pid) ?? "" };
  await writeFile(draft, `${JSON.stringify(holder)}\n`, { flag: "wx" });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** What the lock says: free, or held by a living process, or left behind by one that is gone. */
async function inspect(path: string): Promise<"free" | "stale" | { held_by: number }> {
  try {
    const { pid, identity } = JSON.parse(await readFile(path, "utf8")) as Holder;
    return processIdentity(pid) === identity ? { held_by: pid } : "stale";
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return "free";
    // A power cut can leave the file empty: then its writer is gone as well.
    if (error instanceof SyntaxError) return "stale";
    throw error;
  }
}

/**
 * Two processes may find the same stale lock, and the slower one must not remove what the faster one has put
 * in its place: a stale lock is removed only by the holder of a second lock, after one more look.
 */
async function removeStale(path: string): Promise<void> {
  const guard = `${path}.takeover`;
  while ((await claim(guard)) !== null) await sleep(5);
  try {
    if ((await inspect(path)) === "stale") await rm(path);
  } finally {
    await rm(guard);
  }
}
