import type { Command } from "commander";
import { type ConfigFlags, readConfig } from "../config.ts";
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
  const running = await start(config, parts, log);
  stopOnSignal(running);
  const ready_ms = performance.now();
  process.stdout.write(
    parts.server ? welcome(running, ready_ms) : `starway worker is ready (${running.database.described})\n`,
  );
}

/** The first signal stops in order; the second does not wait any longer. */
function stopOnSignal(running: Running): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    process.stdout.write("\nstopping …\n");
    running.stop().then(
      () => process.exit(0),
      (error: Error) => {
        process.stderr.write(`starway: ${error.message}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
