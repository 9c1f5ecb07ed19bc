import { chown, mkdtemp, open, readdir, rename, rm, rmdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import type { OperatingUser } from "./command.ts";
import { run } from "./command.ts";
import { EmbeddedPostgresError } from "./errors.ts";

/**
 * Makes the cluster `<home>/postgres` with the role and the database `starway`. It is built under another
 * name and renamed when complete, so an interruption leaves nothing that looks like a database.
 */
export async function initialiseCluster(
  binaries: Binaries,
  home: string,
  user: OperatingUser | null,
): Promise<string> {
  await removeUnfinished(home);
  // A new name each time: an initdb whose Starway was killed may still be writing under the old one.
  const unfinished = await mkdtemp(join(home, "postgres.new-"));
  if (user) await chown(unfinished, user.uid, user.gid);
  await insist(binaries.initdb, initdbArguments(unfinished), user);
  const single_user = ["--single", "-D", unfinished, "-c", "exit_on_error=true", "template1"];
  await insist(binaries.postgres, single_user, user, "CREATE DATABASE starway\n");
  const cluster = join(home, "postgres");
  await rename(unfinished, cluster);
  await syncDirectory(home);
  return cluster;
}

/** Lets `<data_dir>/postgres` lead to a cluster that had to be made elsewhere. */
export async function linkCluster(data_dir: string, cluster: string): Promise<void> {
  const path = join(data_dir, "postgres");
  await rmdir(path).catch(() => {});
  await symlink(cluster, path);
  await syncDirectory(data_dir);
}

function initdbArguments(directory: string): string[] {
  return [
    `--pgdata=${directory}`,
    "--username=starway",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    // The socket's directory is private, which is all the authentication there is to do.
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
  ];
}

async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith("postgres.new-"))
      await rm(join(home, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

async function insist(
  program: string,
  args: string[],
  user: OperatingUser | null,
  input = "",
): Promise<void> {
  const { succeeded, output } = await run(program, args, user, input);
  if (succeeded) return;
  // The first complaint is the cause; the later ones are what follows from it.
  const complaint = /(?:error|ERROR|FATAL|PANIC):.*/.exec(output)?.[0];
  const reason = complaint ?? output.trim().split("\n").at(-1);
  throw new EmbeddedPostgresError(
    "postgres_failed",
    `PostgreSQL could not create its database: ${reason} (solve that and start again; nothing has to be cleaned up).`,
  );
}

/** Without this a power cut could take back the rename after the first payments have been written. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
