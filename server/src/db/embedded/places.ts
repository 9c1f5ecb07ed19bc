import { createHash } from "node:crypto";
import {
  access,
  chmod,
  constants,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { OperatingUser } from "./command.ts";
import { EmbeddedPostgresError, systemErrorCode } from "./errors.ts";
import { canEnter } from "./operating-user.ts";

/** The shortest of the systems' limits for the path of a unix socket (macOS; Linux takes 107 bytes). */
const SOCKET_PATH_LIMIT = 103;
const SOCKET_NAME = ".s.PGSQL.5432";

/** Creates the data directory and answers its one real path, however it was spelled. */
export async function prepareDataDirectory(given: string): Promise<string> {
  const path = resolve(given);
  // As root, PostgreSQL's user has to pass through; nobody but us can list what is in it.
  await mkdir(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  await access(path, constants.W_OK | constants.X_OK);
  return realpath(path);
}

/** The real path of the cluster that the data directory has, or null when there is none yet. */
export async function findCluster(data_dir: string, major: string): Promise<string | null> {
  const path = join(data_dir, "postgres");
  if (!(await lstat(path).catch(nullWhenMissing))) return null;
  const cluster = await realpath(path).catch(nullWhenMissing);
  if (!cluster) {
    throw new EmbeddedPostgresError(
      "postgres_failed",
      `${path} points to a database that is gone: bring it back, or remove ${path} to begin with an empty one.`,
    );
  }
  await requireOwnership(cluster);
  const version = (await readFile(join(cluster, "PG_VERSION"), "utf8").catch(nullWhenMissing))?.trim();
  if (version === undefined) {
    if ((await readdir(cluster)).length === 0) return null;
    throw new EmbeddedPostgresError(
      "postgres_failed",
      `${cluster} holds something that is not a PostgreSQL database: move it away, or choose another data directory.`,
    );
  }
  if (version !== major) {
    throw new EmbeddedPostgresError(
      "data_version",
      `The database in ${cluster} was made by PostgreSQL ${version} and this Starway brings ${major}: dump it with the Starway that made it, and load the dump into a new data directory.`,
    );
  }
  return cluster;
}

/**
 * Where a new cluster goes: the data directory, or, when PostgreSQL's user cannot enter it, a directory of
 * its own that no earlier data directory of the same name has left behind.
 */
export async function chooseHome(
  data_dir: string,
  user: OperatingUser | null,
  shared_dir: string,
): Promise<string> {
  if (await canEnter(user, data_dir)) return data_dir;
  const digest = createHash("sha256").update(data_dir).digest("hex").slice(0, 16);
  await makeOpenDirectory(shared_dir);
  for (let attempt = 1; ; attempt += 1) {
    const home = join(shared_dir, attempt === 1 ? digest : `${digest}-${attempt}`);
    await makeOpenDirectory(home);
    if (!(await lstat(join(home, "postgres")).catch(nullWhenMissing))) return home;
  }
}

/** A directory that every user can pass through, whatever our umask is; one that exists stays as it is. */
export async function makeOpenDirectory(path: string): Promise<void> {
  if (await mkdir(path, { recursive: true })) await chmod(path, 0o755);
}

/** A fresh directory for the socket, which only PostgreSQL's user (and root) can enter. */
export async function makeSocketDirectory(home: string, user: OperatingUser | null): Promise<string> {
  const path = await freshSocketDirectory(home, user);
  if (user) await lchown(path, user.uid, user.gid);
  return path;
}

async function freshSocketDirectory(home: string, user: OperatingUser | null): Promise<string> {
  const own = join(home, "socket");
  // Whatever an earlier run left here is dead: the caller holds the lock, and no PostgreSQL runs.
  await rm(own, { recursive: true, force: true });
  if (fits(own)) {
    await mkdir(own, { mode: 0o700 });
    return own;
  }
  const temporary =
    fits(join(tmpdir(), "starway-XXXXXX")) && (await canEnter(user, tmpdir())) ? tmpdir() : "/tmp";
  return mkdtemp(join(temporary, "starway-"));
}

function fits(directory: string): boolean {
  return Buffer.byteLength(join(directory, SOCKET_NAME)) <= SOCKET_PATH_LIMIT;
}

async function requireOwnership(cluster: string): Promise<void> {
  const { uid } = await stat(cluster);
  const own_uid = process.getuid?.();
  if (own_uid === 0 || own_uid === uid) return;
  throw new EmbeddedPostgresError(
    "data_dir_unwritable",
    `The database in ${cluster} belongs to another user (uid ${uid}): start Starway as that user or as root.`,
  );
}

function nullWhenMissing(error: unknown): null {
  if (systemErrorCode(error) === "ENOENT") return null;
  throw error;
}
