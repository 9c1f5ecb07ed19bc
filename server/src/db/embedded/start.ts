import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { locateBinaries } from "./binaries.ts";
import type { OperatingUser } from "./command.ts";
import { lockDataDirectory } from "./data-directory-lock.ts";
import { EmbeddedPostgresError, explainFileError } from "./errors.ts";
import { initialiseCluster, linkCluster } from "./initialise.ts";
import { keepRunning } from "./keep-running.ts";
import { clearAwayOrphans, stopLeftoverPostmaster } from "./leftover-postmaster.ts";
import { canEnter, operatingUserFor } from "./operating-user.ts";
import { chooseHome, findCluster, makeSocketDirectory, prepareDataDirectory } from "./places.ts";
import { openLog } from "./postgres-log.ts";
import { startPostmaster } from "./postmaster.ts";
import { reachableBinaries } from "./reachable-binaries.ts";
import { PORT, settingArguments } from "./settings.ts";

/** Where root keeps what PostgreSQL's user has to reach when the data directory or the clone is closed to it. */
const SHARED_DIR = "/var/lib/starway";

export interface EmbeddedPostgresOptions {
  data_dir: string;
  settings?: Record<string, string>;
  on_notice?: (line: string) => void;
  /** PostgreSQL ended, and could not be started again: nobody will try any more. */
  on_lost?: (reason: string) => void;
}

/** A running PostgreSQL of our own. `connection.host` is the directory of its unix socket; there is no password. */
export interface EmbeddedPostgres {
  connection: { host: string; port: number; user: string; database: string };
  stop(): Promise<void>;
  started_ms: number;
  first_start: boolean;
}

/** What is known once the cluster exists: everything that PostgreSQL needs to run. */
interface Prepared {
  binaries: Binaries;
  cluster: string;
  user: OperatingUser | null;
  first_start: boolean;
}

/** Starts the PostgreSQL that npm installed on the data directory's database, which is created when there is none. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const began_ms = performance.now();
  const notice = options.on_notice ?? (() => {});
  try {
    const installed = await locateBinaries();
    const data_dir = await prepareDataDirectory(options.data_dir);
    const lock = await lockDataDirectory(data_dir);
    try {
      const prepared = await prepare(data_dir, installed, notice);
      const running = await launch(data_dir, prepared, options, notice);
      let stopped: Promise<void> | undefined;
      const stop = () => (stopped ??= running.stop().finally(() => lock.release()));
      const { host } = running;
      return {
        connection: { host, port: PORT, user: "starway", database: "starway" },
        stop,
        started_ms: Math.round(performance.now() - began_ms),
        first_start: prepared.first_start,
      };
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw explainFileError(error, options.data_dir);
  }
}

async function prepare(
  data_dir: string,
  installed: Binaries,
  notice: (line: string) => void,
): Promise<Prepared> {
  const existing = await findCluster(data_dir, installed.version.split(".")[0] ?? "");
  const user = await operatingUserFor(existing, notice);
  const binaries = await reachableBinaries(installed, user, SHARED_DIR, notice);
  const cluster = existing ?? (await createCluster(data_dir, binaries, user, notice));
  if (existing) await requireReachable(existing, user);
  await stopLeftoverPostmaster(cluster, notice);
  return { binaries, cluster, user, first_start: !existing };
}

async function createCluster(
  data_dir: string,
  binaries: Binaries,
  user: OperatingUser | null,
  notice: (line: string) => void,
): Promise<string> {
  const home = await chooseHome(data_dir, user, SHARED_DIR);
  const cluster = await initialiseCluster(binaries, home, user);
  if (home !== data_dir) {
    await linkCluster(data_dir, cluster);
    notice(`The database is in ${cluster}, because user ${user?.name} cannot reach ${data_dir}.`);
  }
  return cluster;
}

async function requireReachable(cluster: string, user: OperatingUser | null): Promise<void> {
  if (await canEnter(user, cluster)) return;
  throw new EmbeddedPostgresError(
    "data_dir_unwritable",
    `PostgreSQL runs as ${user?.name}, who cannot reach ${cluster}: open the directories above it with chmod o+x, or move the database to where that user can reach it.`,
  );
}

async function launch(
  data_dir: string,
  { binaries, cluster, user }: Prepared,
  { settings = {}, on_lost = () => {} }: EmbeddedPostgresOptions,
  notice: (line: string) => void,
): Promise<{ host: string; stop(): Promise<void> }> {
  const host = await makeSocketDirectory(
    (await canEnter(user, data_dir)) ? data_dir : dirname(cluster),
    user,
  );
  const log = await openLog(join(data_dir, "postgres.log"), user);
  const cleanUp = async () => {
    await log.close();
    await rm(host, { recursive: true, force: true });
  };
  try {
    const postmaster = await keepRunning({
      start: () =>
        startPostmaster({
          postgres: binaries.postgres,
          cluster,
          arguments: settingArguments(settings, host),
          user,
          log,
          notice,
        }),
      clearAway: () => clearAwayOrphans(cluster),
      notice,
      onLost: on_lost,
    });
    return { host, stop: () => postmaster.stop().finally(cleanUp) };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
