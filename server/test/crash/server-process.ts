import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../../src/main/sandbox.ts";
import { freePort } from "../support/free-port.ts";
import { STARWAY_COMMAND } from "./command.ts";

const READY_PATIENCE_MS = 30_000;

/** A whole Starway in a process of its own, started as an operator starts it, that can be killed and started again. */
export interface ServerProcess {
  readonly url: string;
  readonly data_dir: string;
  /** Starts it, and waits until it takes requests. */
  start(): Promise<void>;
  /** kill -9: nothing is finished, nothing is said. PostgreSQL is left behind, as it would be. */
  kill(): Promise<void>;
  /** As Ctrl-C does. Answers the exit code. */
  stop(): Promise<number | null>;
  sandbox(): Sandbox;
  /** What it has printed since it was started. */
  output(): string;
}

export async function serverProcess(
  data_dir: string,
  environment: Record<string, string> = {},
  command: "start" | "api" = "start",
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let output = "";

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null;
    const exited = once(child, "exit");
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    child = undefined;
    return code;
  }

  return {
    url,
    data_dir,
    async start() {
      output = "";
      child = spawn(
        process.execPath,
        [STARWAY_COMMAND, command, "--port", String(port), "--data-dir", data_dir],
        {
          env: { PATH: process.env.PATH, STARWAY_SANDBOX_RATE_LIMIT: "0", ...environment },
          stdio: ["ignore", "pipe", "pipe"],
        },
      );
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
      await waitUntilReady(url, child, () => output);
    },
    async kill() {
      await end("SIGKILL");
    },
    stop: () => end("SIGINT"),
    output: () => output,
    sandbox: () => JSON.parse(readFileSync(join(data_dir, "sandbox.json"), "utf8")),
  };
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline_ms = performance.now() + READY_PATIENCE_MS;
  while (performance.now() < deadline_ms) {
    if (child.exitCode !== null) throw new Error(`The server ended at once:\n${output()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The server was not ready in time:\n${output()}`);
}
