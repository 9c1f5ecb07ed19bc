import type { Command } from "commander";
import { type ConfigFlags, readConfig } from "../config.ts";
import { examine } from "../doctor.ts";
import { withServerFlags } from "./options.ts";

export function registerDoctor(program: Command): void {
  withServerFlags(program.command("doctor"))
    .description("make a real test payment, and say which part fails")
    .action(async (flags: ConfigFlags) => {
      const healthy = await examine(readConfig(process.env, flags), (line) =>
        process.stdout.write(`${line}\n`),
      );
      if (!healthy) process.exitCode = 1;
    });
}
