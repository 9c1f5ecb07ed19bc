import type { Command } from "commander";
import { addApiKey } from "../../core/merchants/add-key.ts";
import { generateApiKey } from "../../core/merchants/api-key.ts";
import { findMerchant, listApiKeys } from "../../core/merchants/store.ts";
import { formatId, parseId } from "../../kit/ids.ts";
import { composeCore } from "../compose.ts";
import { type Config, type ConfigFlags, ConfigurationError, readConfig } from "../config.ts";
import { createLog } from "../log.ts";
import { openAndMigrate } from "../open-database.ts";
import { ensureSandbox } from "../sandbox.ts";
import { withConfigFlags } from "./options.ts";

interface CreateFlags extends ConfigFlags {
  merchant: string;
  publishable?: boolean;
  live?: boolean;
}

export function registerKeys(program: Command): void {
  const keys = withConfigFlags(program.command("keys")).description(
    "show the sandbox merchants' keys, and which keys there are",
  );
  keys.action((flags: ConfigFlags) => withCore(flags, showKeys));
  withConfigFlags(keys.command("create"))
    .description("make a new key; a secret one is printed once and stored only as a hash")
    .requiredOption("--merchant <id>", "the merchant, acct_…")
    .option("--publishable", "a key for browsers instead of a secret key")
    .option("--live", "a live key instead of a test key")
    .action((_flags: object, command: Command) => {
      const flags = command.optsWithGlobals<CreateFlags>();
      return withCore(flags, (core) => createKey(core, flags));
    });
}

type Composed = ReturnType<typeof composeCore>["core"];

async function withCore(
  flags: ConfigFlags,
  work: (core: Composed, config: Config) => Promise<string>,
): Promise<void> {
  const config = readConfig(process.env, flags);
  const log = createLog("warn");
  const database = await openAndMigrate(config, log);
  try {
    const { core } = composeCore(config, database.db, log);
    process.stdout.write(await work(core, config));
  } finally {
    await database.close();
  }
}

async function showKeys(core: Composed, config: Config): Promise<string> {
  const sandbox = await ensureSandbox(core, config);
  const rows = await listApiKeys(core.db);
  const lines = rows.map(
    (row) =>
      `  ${formatId("merchant", row.merchant_id)}  ${row.name} (${row.mode})  ${row.livemode ? "live" : "test"} ${row.kind}  ${row.hint}`,
  );
  return `${JSON.stringify(sandbox, null, 2)}\n\nKeys that work:\n${lines.join("\n")}\n`;
}

async function createKey(core: Composed, flags: CreateFlags): Promise<string> {
  const merchant_id = parseId("merchant", flags.merchant);
  const merchant = merchant_id && (await findMerchant(core.db, merchant_id));
  if (!merchant) {
    throw new ConfigurationError(
      `There is no merchant ${flags.merchant}: \`starway keys\` lists those that exist.`,
    );
  }
  const kind = flags.publishable === true ? "publishable" : "secret";
  const livemode = flags.live === true;
  const key = generateApiKey(core.random, kind, livemode);
  await addApiKey(core, core.db, { merchant_id: merchant.merchant_id, livemode }, kind, key);
  return kind === "secret"
    ? `${key}\n\nKeep it now: it is stored only as a hash and cannot be shown again.\n`
    : `${key}\n\nIt is for browsers and no secret: answers that a browser works with name it.\n`;
}
