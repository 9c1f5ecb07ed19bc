import { readFileSync } from "node:fs";
import { chmod, copyFile, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "../../../src/main/sandbox.ts";
import { freePort } from "../../support/free-port.ts";
import { type AcquirerLine, openAcquirerLine } from "./acquirer-line.ts";
import { type Cable, layCable } from "./cable.ts";
import { type DatabaseProcess, startDatabase } from "./database-process.ts";
import { Interrupted, pause } from "./interruption.ts";
import { type Mailroom, openMailroom } from "./mailroom.ts";
import { type NoticeLine, openNoticeLine } from "./notice-line.ts";
import { type Program, runProgram } from "./program.ts";
import { mountSmallDisk, type SmallDisk } from "./small-disk.ts";

/** All parties of a trial: each in a process of its own, or on a line of its own, so that each can fail alone. */
export interface Installation {
  readonly directory: string;
  /** Where the API listens. */
  readonly url: string;
  /** What the commands are told of where things are. */
  readonly environment: Readonly<Record<string, string>>;
  readonly sandbox: Sandbox;
  readonly acquirer_log: string;
  readonly server: Program;
  readonly workers: readonly Program[];
  readonly acquirer: Program;
  readonly database: DatabaseProcess;
  readonly cable: Cable;
  /** Undefined where no small disk can be mounted. */
  readonly disk: SmallDisk | undefined;
  readonly acquirer_line: AcquirerLine;
  readonly notice_line: NoticeLine;
  readonly mailroom: Mailroom;
  /** Aborted when the trial is broken off. */
  readonly signal: AbortSignal;
  /** Ends everything. What was written stays when somebody wants to look at it. */
  stop(keep_files: boolean): Promise<void>;
}

export interface InstallationOptions {
  readonly chance: () => number;
  /** How many of the questions to the acquirer meet with a mishap. */
  readonly mishap_rate: number;
  readonly workers: number;
  readonly onNotice: (line: string) => void;
  readonly signal: AbortSignal;
}

const READY_PATIENCE_MS = 30_000;

export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { chance, onNotice, signal } = options;
  const directory = await realpath(await mkdtemp(join(tmpdir(), "starway-chaos-")));
  // As root, PostgreSQL runs as another user, who has to pass through.
  await chmod(directory, 0o711);
  const disk = await mountSmallDisk(join(directory, "disk"));
  const [port, acquirer_port] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const database = await startDatabase(join(directory, "disk", "data"), onNotice, signal);
  const cable = await layCable(database.socket);
  const mailroom = await openMailroom(chance);
  const notice_line = await openNoticeLine({ notices_url: `${url}/simulator/notices`, chance });
  const acquirer_url = `http://127.0.0.1:${acquirer_port}`;
  const acquirer_line = await openAcquirerLine({ acquirer_url, chance, rate: options.mishap_rate });
  const data_dir = join(directory, "starway");
  const environment = {
    DATABASE_URL: `postgres://starway@127.0.0.1:${cable.port}/starway`,
    STARWAY_DATA_DIR: data_dir,
    STARWAY_ACQUIRER_URL: acquirer_line.url,
    // The sandbox's own webhook endpoint is below this address.
    STARWAY_PUBLIC_URL: mailroom.url,
    STARWAY_SANDBOX_RATE_LIMIT: "0",
    STARWAY_ALLOW_PRIVATE_WEBHOOKS: "1",
  };
  const run = (name: string, ...args: string[]) =>
    runProgram({
      name,
      arguments: args,
      environment,
      log_path: join(directory, `${name}.log`),
      onEnd: onNotice,
      signal,
    });
  const acquirer_dir = join(directory, "acquirer-data");
  const notices = `${notice_line.url}/`;
  const acquirer = run(
    "acquirer",
    ...["acquirer", "--port", String(acquirer_port), "--data-dir", acquirer_dir, "--notices-url", notices],
  );
  const server = run("server", "api", "--port", String(port));
  const askers = [server];
  const stop = async (keep_files: boolean) => {
    // Who asks ends before whoever is asked.
    await Promise.all(askers.map((program) => program.stop()));
    await acquirer.stop();
    for (const line of [acquirer_line, notice_line, mailroom, cable]) line.close();
    await database.stop();
    if (keep_files)
      await copyFile(join(directory, "disk/data/postgres.log"), join(directory, "postgres.log"));
    disk?.remove();
    if (!keep_files) await rm(directory, { recursive: true, force: true });
  };
  try {
    await untilReady(`${acquirer_url}/readyz`, directory, signal);
    await untilReady(`${url}/readyz`, directory, signal);
    const workers = Array.from({ length: options.workers }, (_, index) =>
      run(`worker-${index + 1}`, "worker"),
    );
    askers.push(...workers);
    return {
      directory,
      url,
      environment,
      signal,
      sandbox: JSON.parse(readFileSync(join(data_dir, "sandbox.json"), "utf8")) as Sandbox,
      acquirer_log: join(acquirer_dir, "acquirer"),
      server,
      workers,
      acquirer,
      database,
      cable,
      disk,
      acquirer_line,
      notice_line,
      mailroom,
      stop,
    };
  } catch (error) {
    await stop(!signal.aborted);
    throw error;
  }
}

async function untilReady(url: string, directory: string, signal: AbortSignal): Promise<void> {
  const deadline_ms = performance.now() + READY_PATIENCE_MS;
  while (performance.now() < deadline_ms) {
    if (signal.aborted) throw new Interrupted("The trial was broken off.");
    const is_ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (is_ready) return;
    await pause(50, signal);
  }
  throw new Error(`${url} was not ready in time; see the logs in ${directory}.`);
}
