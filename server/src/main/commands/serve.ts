import type { Command } from "commander";
import type pino from "pino";
import { type Config, type ConfigFlags, readConfig } from "../config.ts";
import { createLog } from "../log.ts";
import { type Parts, type Running, start } from "../start.ts";
import { welcome } from "../welcome.ts";
import { withConfigFlags, withServerFlags } from "./options.ts";

export function registerServe(program: Command): void {
  withServerFlags(program.command("start"))
    .description("everything in one process: database, both APIs, cashier, demo shop, worker")
    .action((flags: ConfigFlags) => serve(flags, { server: true, worker: true }));
  withServerFlags(program.command("api"))
    .description("the APIs and the cashier, without the worker")
    .action((flags: ConfigFlags) => serve(flags, { server: true, worker: false }));
  withConfigFlags(program.command("worker"))
    .description("the worker alone: webhooks, look-ups of pending attempts, clean-up")
    .action((flags: ConfigFlags) => serve(flags, { server: false, worker: true }));
}

async function serve(flags: ConfigFlags, parts: Parts): Promise<void> {
  const config = readConfig(process.env, flags);
  const log = createLog(process.env.LOG_LEVEL ?? "warn");
  const called_off = listenForSignals();
  const running = await startUnlessCalledOff(config, parts, log, called_off);
  called_off.addEventListener("abort", () => void stop(running));
  const ready_ms = performance.now();
  process.stdout.write(
    parts.server ? welcome(running, ready_ms) : `starway worker is ready (${running.database.described})\n`,
  );
}

/** When a signal comes first, it ends here, and what goes wrong then is what the signal has done to the programs started. */
async function startUnlessCalledOff(
  config: Config,
  parts: Parts,
  log: pino.Logger,
  called_off: AbortSignal,
): Promise<Running> {
  try {
    const running = await start(config, parts, log, called_off);
    if (!called_off.aborted) return running;
    await stop(running);
  } catch (error) {
    if (!called_off.aborted) throw error;
  }
  return process.exit(0);
}

/** The first signal stops in order, also amid the start; the second does not wait any longer. */
function listenForSignals(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(1);
    process.stdout.write("\nstopping …\n");
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return controller.signal;
}

async function stop(running: Running): Promise<void> {
  try {
    await running.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`starway: ${(error as Error).message}\n`);
    process.exit(1);
  }
}
