import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { checkBooks, verifySettings, waitForWorker } from "./checks.ts";
import { selfTimes } from "./cpu-profile.ts";
import { type MeasuredLoad, measureLoad } from "./load.ts";
import { describeMachine } from "./machine.ts";
import { removeWebhookEndpoints, vaultCard } from "./merchant.ts";
import { HELP, type Options, readOptions, UsageError } from "./options.ts";
import {
  findPgbench,
  initialisePgbench,
  type MeasuredPgbench,
  measurePgbench,
  PGBENCH_DATABASE,
} from "./pgbench.ts";
import { explainStatements } from "./plans.ts";
import { createProgress, type Progress } from "./progress.ts";
import { formatReport, type Round } from "./report.ts";
import { INTERRUPTED, type StarwayProcess, startStarway } from "./server-process.ts";
import { formatTable } from "./table.ts";

/** What a measurement needs at hand. */
interface Bench {
  readonly options: Options;
  readonly starway: StarwayProcess;
  readonly db: pg.Client;
  readonly payment_method: string;
  /** The baseline's program; undefined when it is not measured. */
  readonly pgbench: string | undefined;
  readonly progress: Progress;
}

const today = new Date().toISOString().slice(0, 10);
const PROFILED_FUNCTIONS = 25;

async function main(options: Options): Promise<void> {
  const progress = createProgress(process.stderr);
  const pgbench = options.profile ? undefined : findPgbench();
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

async function measureAndReport(parts: Omit<Bench, "payment_method">): Promise<void> {
  const { options, starway, db } = parts;
  const settings = await verifySettings(db);
  if (!options.webhooks) await removeWebhookEndpoints(starway);
  const bench = { ...parts, payment_method: await vaultCard(starway) };
  await prepareBaseline(bench);
  const report = formatReport({
    command: ["npm run bench --", ...process.argv.slice(2)].join(" "),
    machine: await describeMachine(db, today),
    settings,
    connections: options.connections,
    rounds: await measureRounds(bench),
    notes: await writeNotes(bench),
  });
  console.log(`\n${report}`);
  if (options.output !== undefined) save(options.output, report);
  if (options.explain) console.log(`\n${await explainStatements(starway.database)}`);
}

async function prepareBaseline({ options, starway, db, pgbench, progress }: Bench): Promise<void> {
  if (pgbench === undefined) return;
  progress.begin(`filling pgbench's tables at scale ${options.scale}`);
  await db.query(`CREATE DATABASE ${PGBENCH_DATABASE}`);
  await initialisePgbench(pgbench, starway, options.scale);
  await measurePgbench(pgbench, starway, options.warmup_s);
  // The rows just loaded are on disk before the first round, which would otherwise pay for writing them.
  await db.query("CHECKPOINT");
  progress.end("done");
}

async function measureRounds(bench: Bench): Promise<Round[]> {
  const rounds: Round[] = [];
  // What V8 compiles in the first seconds would make the first round slower than the others.
  const warm = await measureStarway(bench, "warm-up", Math.max(...bench.options.connections), 0);
  let { acknowledged } = warm;
  for (let round = 1; round <= bench.options.rounds; round++) {
    const label = `round ${round} of ${bench.options.rounds}`;
    const baseline = await measureBaseline(bench, label);
    const loads: MeasuredLoad[] = [];
    for (const connections of bench.options.connections) {
      const load = await measureStarway(bench, label, connections, acknowledged);
      acknowledged += load.acknowledged;
      loads.push(load);
    }
    rounds.push({ baseline, loads });
  }
  return rounds;
}

async function measureBaseline(bench: Bench, label: string): Promise<MeasuredPgbench | undefined> {
  const { options, starway, pgbench, progress } = bench;
  if (pgbench === undefined) return undefined;
  progress.begin(`${label}, pgbench TPC-B`);
  const baseline = await measurePgbench(pgbench, starway, options.seconds);
  progress.end(`${baseline.transactions_per_second.toFixed(0)}/s with ${baseline.clients} clients`);
  return baseline;
}

async function measureStarway(
  { options, starway, db, payment_method, progress }: Bench,
  label: string,
  connections: number,
  acknowledged_before: number,
): Promise<MeasuredLoad> {
  const { port, secret_key } = starway;
  const { warmup_s, seconds } = options;
  progress.begin(`${label}, Starway with ${connections} connections`);
  const plan = { port, secret_key, payment_method, connections, warmup_s, seconds };
  const load = await measureLoad(starway, plan);
  await checkBooks(db, acknowledged_before + load.acknowledged);
  await waitForWorker(db);
  progress.end(
    `${load.payments_per_second.toFixed(0)}/s, p50 ${load.p50_ms.toFixed(1)} ms, p99 ${load.p99_ms.toFixed(1)} ms, books checked`,
  );
  return load;
}

async function writeNotes({ options, starway }: Bench): Promise<string[]> {
  const logged = (await starway.log()).split("\n").filter((line) => line !== "");
  return [
    options.webhooks
      ? "each payment was also delivered to the demo shop by webhook"
      : "no webhook endpoint was registered",
    ...(options.profile ? ["under the profiler, which slows Node down; without a baseline"] : []),
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
