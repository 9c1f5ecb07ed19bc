import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../bin/starway.js", import.meta.url));

const POLL_MS = 2;

export interface Finished {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a `starway` command to its end. */
export async function starway(args: string[], environment: Record<string, string> = {}): Promise<Finished> {
  return finished(launch(args, environment));
}

/** Runs a `starway` command and sends it a signal as soon as something is so. */
export async function starwayUntil(
  args: string[],
  hasCome: () => boolean,
  signal: NodeJS.Signals,
): Promise<Finished> {
  const child = launch(args, {});
  const timer = setInterval(() => {
    if (!hasCome()) return;
    clearInterval(timer);
    child.kill(signal);
  }, POLL_MS);
  return finished(child).finally(() => clearInterval(timer));
}

function launch(args: string[], environment: Record<string, string>) {
  return spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function finished(child: ReturnType<typeof launch>): Promise<Finished> {
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (errors += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output, errors };
}

/** Runs a `starway` command that does not end by itself, from its first output on until the returned stop is called. */
export async function starwayInBackground(
  args: string[],
  environment: Record<string, string>,
): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return async () => {
    const closed = once(child, "close");
    child.kill("SIGINT");
    await closed;
  };
}
