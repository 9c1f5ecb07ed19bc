import type { Command } from "commander";
import { type ConfigFlags, readConfig } from "../config.ts";
import { createLog } from "../log.ts";
import { openAndMigrate } from "../open-database.ts";
import { withConfigFlags } from "./options.ts";

export function registerMigrate(program: Command): void {
  withConfigFlags(program.command("migrate"))
    .description("bring the database's schema up to date, and stop")
    .action(async (flags: ConfigFlags) => {
      const database = await openAndMigrate(readConfig(process.env, flags), createLog("warn"));
      await database.close();
      process.stdout.write(`The schema is up to date (${database.described}).\n`);
    });
}
