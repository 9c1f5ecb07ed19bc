import { realpath } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { readPostmasterFile } from "../../../src/db/embedded/postmaster-file.ts";
import { findServerProcesses, isServerProcess } from "../../../src/db/embedded/server-processes.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../../src/db/embedded/start.ts";
import type { Reader } from "../../support/audit/books.ts";
import { pause } from "./interruption.ts";

/** PostgreSQL as a process that can be killed and paused; it is started again by itself. */
export interface DatabaseProcess {
  /** The unix socket to which it listens now. */
  socket(): string;
  /** Kills the main process: at once with SIGKILL, or with SIGQUIT, by which PostgreSQL ends without finishing anything. */
  kill(how: "SIGKILL" | "SIGQUIT"): Promise<void>;
  /** Stops every process of it for a while. */
  pause(paused_ms: number): Promise<void>;
  /** Ends connections from within, each with a chance. Answers how many. */
  terminateBackends(share: number): Promise<void>;
  /** Runs statements on a connection of its own. */
  read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

/** Little log, and often checkpointed, so that a small disk is enough and a recovery has both to read. */
const SETTINGS = { max_wal_size: "96MB", checkpoint_timeout: "30s", shared_buffers: "64MB" };

export async function startDatabase(
  data_dir: string,
  onNotice: (line: string) => void,
  signal: AbortSignal,
): Promise<DatabaseProcess> {
  let running: Promise<EmbeddedPostgres> = start();
  let { host, port } = (await running).connection;
  const cluster = await realpath(join(data_dir, "postgres"));

  function start(): Promise<EmbeddedPostgres> {
    return startEmbeddedPostgres({ data_dir, settings: SETTINGS, on_notice: onNotice, on_lost: startAnew });
  }

  /** What a supervisor does when even Starway has given up. */
  function startAnew(reason: string): void {
    onNotice(`PostgreSQL was given up (${reason})`);
    running = running.then(async (lost) => {
      await lost.stop();
      const started = await start();
      ({ host, port } = started.connection);
      return started;
    });
  }

  async function withClient<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const client = new pg.Client({ ...(await running).connection, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }

  return {
    socket: () => join(host, `.s.PGSQL.${port}`),
    async kill(how) {
      const file = await readPostmasterFile(cluster);
      if (file !== null && (await isServerProcess(cluster, file.pid))) process.kill(file.pid, how);
    },
    async pause(paused_ms) {
      const pids = await findServerProcesses(cluster);
      for (const pid of pids) tell(pid, "SIGSTOP");
      await pause(paused_ms, signal);
      for (const pid of pids) if (await isServerProcess(cluster, pid)) tell(pid, "SIGCONT");
    },
    terminateBackends: (share) =>
      withClient(async (client) => {
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'starway' AND pid <> pg_backend_pid() AND random() < $1`,
          [share],
        );
      }),
    read: (work) =>
      withClient((client) =>
        work({
          query: async <Found extends object>(text: string) => (await client.query(text)).rows as Found[],
        }),
      ),
    stop: async () => (await running).stop(),
  };
}

function tell(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // A session may end at any moment.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
