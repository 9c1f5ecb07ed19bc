import type { Command } from "commander";
import { type LedgerVerdict, verifyLedger } from "../../core/ledger-proof/verify.ts";
import { findMerchant } from "../../core/merchants/store.ts";
import type { Database } from "../../db/types.ts";
import { parseId } from "../../kit/ids.ts";
import { composeCore } from "../compose.ts";
import { type ConfigFlags, ConfigurationError, readConfig } from "../config.ts";
import { readKeptHeads } from "../kept-heads.ts";
import { describeOwner, figure, reportAsJson, writeReport } from "../ledger-report.ts";
import { createLog } from "../log.ts";
import { openBesideServer } from "../open-database.ts";
import { withConfigFlags } from "./options.ts";

interface VerifyFlags extends ConfigFlags {
  merchant?: string;
  since?: string;
  json?: boolean;
}

/** The proof could not be made, which says nothing about the ledger. */
const NOT_PROVED = 2;

const EXIT_CODES = `
Exit code: 0 the ledger holds, 1 something is wrong with it, 2 the proof could not be made.
It only reads, and may run beside a server at work. What each finding means: docs/ledger.md
`;

export function registerLedger(program: Command): void {
  const ledger = program.command("ledger").description("the books, and the proof of them");
  ledger.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : NOT_PROVED));
  withConfigFlags(ledger.command("verify").copyInheritedSettings(ledger))
    .description("prove the books: sums, seals, and that all that moved money is booked, and nothing else")
    .option("--merchant <id>", "only the books of this merchant, acct_…")
    .option(
      "--since <file>",
      "what --json printed at an earlier proof: its seals must still be in the chains",
    )
    .option("--json", "the report for programs, on standard output")
    .addHelpText("after", EXIT_CODES)
    .action(async (flags: VerifyFlags) => {
      process.exitCode = NOT_PROVED;
      const verdict = await verify(flags);
      process.stdout.write(flags.json === true ? reportAsJson(verdict) : writeReport(verdict));
      process.exitCode = verdict.holds ? 0 : 1;
    });
}

async function verify(flags: VerifyFlags): Promise<LedgerVerdict> {
  const config = readConfig(process.env, flags);
  const kept_heads = flags.since === undefined ? [] : readKeptHeads(flags.since);
  const log = createLog("warn");
  const database = await openBesideServer(config, log);
  const line = statusLine(process.stderr);
  try {
    const { core } = composeCore(config, database.db, log);
    return await verifyLedger(core, {
      merchant_id: await readMerchant(database.db, flags.merchant),
      kept_heads,
      onProgress: (owner, rows) => line.show(`${describeOwner(owner)}: ${figure(rows)} rows looked at …`),
    });
  } finally {
    line.clear();
    await database.close();
  }
}

async function readMerchant(db: Database, given: string | undefined): Promise<string | null> {
  if (given === undefined) return null;
  const id = parseId("merchant", given);
  if (id !== undefined && (await findMerchant(db, id)) !== undefined) return id;
  throw new ConfigurationError(`There is no merchant ${given}: \`starway keys\` lists those that exist.`);
}

/** A line that is written over again and again on a terminal, and nowhere else. */
function statusLine(stream: NodeJS.WriteStream): { show(text: string): void; clear(): void } {
  const write = (text: string) => {
    if (stream.isTTY) stream.write(`\r\u001b[2K${text}`);
  };
  return { show: write, clear: () => write("") };
}
