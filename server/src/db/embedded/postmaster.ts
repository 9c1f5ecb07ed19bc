import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { OperatingUser } from "./command.ts";
import { childOptions } from "./command.ts";
import { EmbeddedPostgresError } from "./errors.ts";
import type { PostgresLog } from "./postgres-log.ts";
import { readPostmasterFile } from "./postmaster-file.ts";

const POLL_MS = 10;
const PATIENCE_MS = 5_000;
const FAST_SHUTDOWN_MS = 60_000;

export interface PostmasterOptions {
  postgres: string;
  cluster: string;
  arguments: string[];
  user: OperatingUser | null;
  log: PostgresLog;
  notice: (line: string) => void;
}

/** A PostgreSQL that accepts connections. */
export interface Postmaster {
  /** Resolves with the reason when it has ended by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL and returns when it accepts connections, however long its crash recovery takes. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const child = launch(options);
  const exited = exitOf(child);
  // When this process exits without stopping PostgreSQL, at least it is asked to stop.
  const interrupt = () => void child.kill("SIGINT");
  process.on("exit", interrupt);
  void exited.then(() => process.off("exit", interrupt));

  try {
    await untilReady(child, exited, options);
  } catch (error) {
    interrupt();
    await exited;
    throw error;
  }
  return {
    ended: exited.then(async (reason) => (await options.log.lastReason().catch(() => undefined)) ?? reason),
    async stop() {
      interrupt();
      // Crash recovery is safe, so a checkpoint that takes for ever need not be waited for.
      const impatience = setTimeout(() => child.kill("SIGQUIT"), FAST_SHUTDOWN_MS);
      await exited;
      clearTimeout(impatience);
    },
  };
}

function launch({ postgres, cluster, arguments: args, user, log }: PostmasterOptions): ChildProcess {
  return spawn(postgres, ["-D", cluster, ...args], {
    ...childOptions(user),
    // In a process group of its own PostgreSQL does not see the terminal's Ctrl-C, and Starway can finish its writes.
    detached: true,
    stdio: ["ignore", log.descriptor, log.descriptor],
  });
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (exit_code, signal) =>
      resolve(signal ? `ended by ${signal}` : `exit code ${exit_code}`),
    );
  });
}

async function untilReady(
  child: ChildProcess,
  exited: Promise<string>,
  options: PostmasterOptions,
): Promise<void> {
  let exit_reason: string | undefined;
  void exited.then((reason) => {
    exit_reason = reason;
  });
  const impatience = setTimeout(
    () =>
      options.notice(
        `PostgreSQL is still starting, probably recovering from a crash; see ${options.log.path}.`,
      ),
    PATIENCE_MS,
  );
  try {
    while (exit_reason === undefined) {
      const file = await readPostmasterFile(options.cluster);
      if (file?.ready && file.pid === child.pid) return;
      await sleep(POLL_MS);
    }
  } finally {
    clearTimeout(impatience);
  }
  throw new EmbeddedPostgresError(
    "postgres_failed",
    `PostgreSQL did not start: ${(await options.log.lastReason()) ?? exit_reason} (see ${options.log.path}).`,
  );
}
