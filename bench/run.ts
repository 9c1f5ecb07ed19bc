import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import type { Bench } from "./bench.ts";
import { verifySettings } from "./checks.ts";
import { selfTimes } from "./cpu-profile.ts";
import { measureGrowth } from "./growth/growth.ts";
import { describeMachine } from "./machine.ts";
import { measureMemory } from "./memory/memory.ts";
import { addWebhookEndpoint, prepareMerchant } from "./merchant.ts";
import { HELP, type Options, readOptions, UsageError } from "./options.ts";
import { findPgbench } from "./pgbench.ts";
import { explainStatements } from "./plans.ts";
import { createProgress, type Progress } from "./progress.ts";
import { formatReport, type ReportOptions } from "./report.ts";
import { measureRounds, preparePeers, shapesOf, warmUp } from "./rounds.ts";
import { INTERRUPTED, startStarway } from "./server-process.ts";
import { measureStartUp } from "./start-up/start-up.ts";
import { formatTable } from "./table.ts";
import { startReceiver } from "./webhooks/receiver.ts";
import { measureWebhooks } from "./webhooks/webhooks.ts";

const today = new Date().toISOString().slice(0, 10);
const PROFILED_FUNCTIONS = 25;

async function main(options: Options): Promise<void> {
  const progress = createProgress(process.stderr);
  if (options.start_up) return reportStartUp(options, progress);
  const alone = options.profile || options.webhooks || options.memory_minutes !== undefined;
  const pgbench = alone ? undefined : findPgbench();
  const profile_dir = options.profile ? mkdtempSync(join(tmpdir(), "starway-profile-")) : undefined;
  progress.begin("starting Starway on an empty data directory");
  const starway = await startStarway(
    profile_dir === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile_dir}`],
  );
  try {
    progress.end("ready");
    const db = new pg.Client(starway.database);
    // When the run ends early, the database goes before the connection does; a statement under way reports it.
    db.on("error", () => {});
    await db.connect();
    await measureAndReport({ options, starway, db, pgbench, progress });
    await db.end();
  } finally {
    await starway.stop();
  }
  if (profile_dir !== undefined) printProfile(profile_dir);
}

const commandLine = () => ["npm run bench --", ...process.argv.slice(2)].join(" ");

async function reportStartUp({ rounds, output }: Options, progress: Progress): Promise<void> {
  const measured = await measureStartUp(rounds, progress);
  const where = describeRun({ command: commandLine(), machine: await describeMachine(undefined, today) });
  const report = `${measured}\n\n${where}`;
  console.log(`\n${report}`);
  if (output !== undefined) save(output, report);
}

async function measureAndReport(parts: Omit<Bench, "context">): Promise<void> {
  const { options, starway, db } = parts;
  const settings = await verifySettings(db);
  const bench = { ...parts, context: await prepareMerchant(starway) };
  const told = {
    command: commandLine(),
    machine: await describeMachine(db, today),
    settings,
  };
  const report = await measure(bench, told);
  console.log(`\n${report}`);
  if (options.output !== undefined) save(options.output, report);
  if (options.explain) console.log(`\n${await explainStatements(starway.database)}`);
}

type Told = Pick<ReportOptions, "command" | "machine" | "settings">;

function describeRun({ command, machine }: Pick<Told, "command" | "machine">): string {
  return `    ${command}\n\n${machine.join("\n")}`;
}

async function measure(bench: Bench, told: Told): Promise<string> {
  const { memory_minutes, webhooks } = bench.options;
  const where = describeRun(told);
  if (memory_minutes !== undefined) return `${await measureMemory(bench, memory_minutes)}\n\n${where}`;
  if (webhooks) return `${await measureWebhooks(bench)}\n\n${where}`;
  return measureOperations(bench, told);
}

async function measureOperations(bench: Bench, told: Told): Promise<string> {
  if (!bench.options.endpoint) return measureAndGrow(bench, told);
  const receiver = await startReceiver();
  try {
    await addWebhookEndpoint(bench.starway, receiver.url);
    return await measureAndGrow({ ...bench, receiver }, told);
  } finally {
    receiver.stop();
  }
}

async function measureAndGrow(bench: Bench, told: Told): Promise<string> {
  await preparePeers(bench);
  await warmUp(bench);
  const rounds = await measureRounds(bench);
  const shapes = shapesOf(bench.options);
  const results = { ...told, shapes, rounds, notes: await writeNotes(bench) };
  const { grow } = bench.options;
  if (grow === undefined) return formatReport(results);
  return `${formatReport(results)}\n\n${await measureGrowth(bench, grow, results)}`;
}

async function writeNotes({ options, starway }: Bench): Promise<string[]> {
  const logged = (await starway.log()).split("\n").filter((line) => line !== "");
  return [
    options.endpoint
      ? "one webhook endpoint was told of every payment, and no measurement began before it had been told of all"
      : "no webhook endpoint was registered",
    "before each measurement the system wrote out what the one before had left (sync)",
    ...(options.profile ? ["under the profiler, which slows Node down; without pgbench"] : []),
    ...(logged.length > 0 ? [`the server logged ${logged.length} lines, the first: ${logged[0]}`] : []),
  ];
}

function save(path: string, report: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${report}\n`);
  console.log(`\nSaved as ${path}.`);
}

function printProfile(directory: string): void {
  const name = readdirSync(directory).find((file) => file.endsWith(".cpuprofile"));
  if (name === undefined) throw new Error(`Node left no profile in ${directory}.`);
  const path = join(directory, name);
  const rows = selfTimes(JSON.parse(readFileSync(path, "utf8")))
    .slice(0, PROFILED_FUNCTIONS)
    .map(({ name, place, self_ms, share }) => [
      `${name} (${place})`,
      self_ms.toFixed(0),
      (share * 100).toFixed(1),
    ]);
  console.log(
    `\n${formatTable(["function", "self ms", "% of busy time"], rows)}\n\nThe whole profile: ${path}`,
  );
}

try {
  const options = readOptions(process.argv.slice(2), today);
  if (options === undefined) console.log(HELP);
  else await main(options);
} catch (error) {
  const usage = error instanceof UsageError;
  // What an interruption broke off is no news to who interrupted.
  if (process.exitCode !== INTERRUPTED) {
    console.error(usage ? `${error.message}\nnpm run bench -- --help tells the options.` : error);
    process.exitCode = 1;
  }
}
