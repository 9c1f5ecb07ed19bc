import { chmod, cp, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { binariesIn } from "./binaries.ts";
import type { OperatingUser } from "./command.ts";
import { run } from "./command.ts";
import { EmbeddedPostgresError, systemErrorCode } from "./errors.ts";
import { makeOpenDirectory } from "./places.ts";

/**
 * The same binaries where PostgreSQL's user can run them: root's home, and so a clone in it, is closed to
 * that user, and then they are copied once to a place that is open.
 */
export async function reachableBinaries(
  installed: Binaries,
  user: OperatingUser | null,
  shared_dir: string,
  notice: (line: string) => void,
): Promise<Binaries> {
  if (await runs(installed, user)) return installed;
  if (!user || !(await runs(installed, null))) throw unusable(installed);
  const copy = binariesIn(
    join(shared_dir, `postgresql-${installed.version}-${process.arch}`),
    installed.version,
  );
  if (!(await exists(copy.directory))) {
    await copyOnce(installed.directory, copy.directory, shared_dir);
    notice(
      `Copied PostgreSQL to ${copy.directory}, because user ${user.name} cannot reach ${installed.directory}.`,
    );
  }
  if (!(await runs(copy, user))) throw unusable(copy);
  return copy;
}

async function runs(binaries: Binaries, user: OperatingUser | null): Promise<boolean> {
  return (await run(binaries.postgres, ["--version"], user)).succeeded;
}

function unusable(binaries: Binaries): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "no_binaries",
    `${binaries.postgres} does not run on this system (it needs glibc on Linux): connect Starway to a PostgreSQL server of your own.`,
  );
}

/** The copy gets its name when it is complete and on the disk, so whatever has the name can be used. */
async function copyOnce(from: string, to: string, shared_dir: string): Promise<void> {
  await makeOpenDirectory(shared_dir);
  const draft = await mkdtemp(`${to}.new-`);
  try {
    await cp(from, draft, { recursive: true, verbatimSymlinks: true });
    await openToEveryone(draft);
    await run("sync", []);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was faster, and its copy is as good as ours.
    if (systemErrorCode(error) !== "ENOTEMPTY" && systemErrorCode(error) !== "EEXIST") throw error;
  }
}

/** What was installed under a strict umask is readable by its owner only: everybody gets what the owner has, except writing. */
async function openToEveryone(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [directory, ...paths]) {
    const { mode } = await stat(path);
    const owner = (mode >> 6) & 0o5;
    await chmod(path, (mode & 0o700) | (owner << 3) | owner);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
