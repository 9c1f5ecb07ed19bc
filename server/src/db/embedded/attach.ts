import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readPostmasterFile } from "./postmaster-file.ts";
import { isServerProcess } from "./server-processes.ts";
import { PORT } from "./settings.ts";
import type { EmbeddedPostgres } from "./start.ts";

/**
 * Where the embedded PostgreSQL of a data directory can be reached that a running Starway has started; undefined when
 * none runs. Whoever only reads need not stop it.
 */
export async function findRunningPostgres(
  data_dir: string,
): Promise<EmbeddedPostgres["connection"] | undefined> {
  const cluster = await realpath(join(resolve(data_dir), "postgres")).catch(() => undefined);
  if (cluster === undefined) return undefined;
  const file = await readPostmasterFile(cluster);
  if (!file?.ready || !(await isServerProcess(cluster, file.pid))) return undefined;
  return { host: file.socket_dir, port: PORT, user: "starway", database: "starway" };
}
