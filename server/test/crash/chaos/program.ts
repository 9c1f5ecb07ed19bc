import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { STARWAY_COMMAND } from "../command.ts";
import { pause } from "./interruption.ts";

const RESTART_PAUSE_MS = 200;
const STOP_PATIENCE_MS = 15_000;

/** One of Starway's commands in a process of its own, under a supervisor that starts it again whenever it ends. */
export interface Program {
  readonly name: string;
  /** How often the supervisor has started it again. */
  restarts(): number;
  /** kill -9, and nothing starts it again for a while. */
  kill(down_ms: number): Promise<void>;
  /** SIGSTOP for a while: it is there, and does nothing. */
  pause(paused_ms: number): Promise<void>;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What it prints is kept here. */
  readonly log_path: string;
  /** Hears when it has ended and nobody has killed it. */
  readonly onEnd: (line: string) => void;
  /** When the trial is broken off, nothing stays down or paused any longer. */
  readonly signal: AbortSignal;
}

export function runProgram(options: ProgramOptions): Program {
  let child: ChildProcess | undefined;
  let is_wanted = true;
  let down_until_ms = 0;
  let starts = 0;
  const supervising = supervise();

  async function supervise(): Promise<void> {
    while (is_wanted) {
      const wait_ms = down_until_ms - performance.now();
      if (wait_ms > 0) {
        await sleep(wait_ms);
        continue;
      }
      child = launch(options);
      starts += 1;
      const reason = await endOf(child);
      if (is_wanted && reason !== "SIGKILL") options.onEnd(`${options.name} ended by itself (${reason})`);
      await sleep(RESTART_PAUSE_MS);
    }
  }

  return {
    name: options.name,
    restarts: () => starts - 1,
    async kill(down_ms) {
      down_until_ms = performance.now() + down_ms;
      child?.kill("SIGKILL");
      await pause(down_ms, options.signal);
    },
    async pause(paused_ms) {
      const paused = child;
      paused?.kill("SIGSTOP");
      await pause(paused_ms, options.signal);
      paused?.kill("SIGCONT");
    },
    async stop() {
      is_wanted = false;
      const stopping = child;
      stopping?.kill("SIGTERM");
      const impatience = setTimeout(() => stopping?.kill("SIGKILL"), STOP_PATIENCE_MS);
      await supervising;
      clearTimeout(impatience);
    },
  };
}

function launch({ arguments: args, environment, log_path }: ProgramOptions): ChildProcess {
  const log = openSync(log_path, "a");
  const child = spawn(process.execPath, [STARWAY_COMMAND, ...args], {
    // In a process group of its own: Ctrl-C reaches only whoever runs the trial.
    detached: true,
    stdio: ["ignore", log, log],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  closeSync(log);
  return child;
}

async function endOf(child: ChildProcess): Promise<string> {
  const end = () => void child.kill("SIGKILL");
  process.on("exit", end);
  const [exit_code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  process.off("exit", end);
  return signal ?? `exit code ${exit_code}`;
}
