import { constants, open, readFile, rename, stat } from "node:fs/promises";
import type { OperatingUser } from "./command.ts";

const LARGEST_BYTES = 10_000_000;

/** The file that PostgreSQL writes its messages to. */
export interface PostgresLog {
  path: string;
  descriptor: number;
  /** Why PostgreSQL ended, in its own words, if it has said anything since the log was opened. */
  lastReason(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Opens the log for another run; one that has grown large is put aside first, in place of the one before. */
export async function openLog(path: string, user: OperatingUser | null): Promise<PostgresLog> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_BYTES) await rename(path, `${path}.1`);
  // Where an ordinary user owns the directory, root must not follow that user's symbolic link and give its target away.
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  const file = await open(path, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o600);
  if (user) await file.chown(user.uid, user.gid);
  const { size: begin } = await file.stat();
  return {
    path,
    descriptor: file.fd,
    lastReason: async () => reasonIn((await readFile(path)).subarray(begin).toString()),
    close: () => file.close(),
  };
}

function reasonIn(messages: string): string | undefined {
  const lines = messages.split("\n").filter((line) => line.trim() !== "");
  const line = lines.findLast((candidate) => /FATAL:|PANIC:/.test(candidate)) ?? lines.at(-1);
  return line?.replace(/^[-0-9: .]+ UTC \[\d+\] /, "").trim();
}
