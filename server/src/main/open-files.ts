import { readFileSync } from "node:fs";
import type { HttpLimits } from "../api/admission/http-limits.ts";
import type { Log } from "../kit/log.ts";

/** For the database, webhooks, logs, and what Node keeps open itself. */
const OTHER_FILES = 256;

/** How many files this process may have open; undefined where the system does not tell, or sets no limit. */
export function readOpenFilesLimit(): number | undefined {
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return limit === undefined ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}

/** Lets in no more connections than the system has files for: an accepted one without a file would hurt all others. */
export function withinOpenFiles(limits: HttpLimits, open_files: number | undefined, log: Log): HttpLimits {
  if (open_files === undefined || limits.max_connections + OTHER_FILES <= open_files) return limits;
  const max_connections = Math.max(1, open_files - OTHER_FILES);
  log.warn(
    { open_files, wanted: limits.max_connections, max_connections },
    "fewer connections are let in than set, because the system lets this process open too few files (ulimit -n)",
  );
  return { ...limits, max_connections };
}
