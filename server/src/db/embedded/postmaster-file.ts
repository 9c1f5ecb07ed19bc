import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { systemErrorCode } from "./errors.ts";

/** What PostgreSQL's main process says about itself in the file postmaster.pid. */
export interface PostmasterFile {
  pid: number;
  socket_dir: string;
  ready: boolean;
}

/** Null when there is no such file, or it is just being written. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  try {
    const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n");
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return { pid, socket_dir: lines[4] ?? "", ready: lines[7]?.trim() === "ready" };
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return null;
    throw error;
  }
}
