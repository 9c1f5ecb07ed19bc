import { constants } from "node:os";
import { parseArgs } from "node:util";
import { chaosRound, type RoundReport } from "../server/test/crash/chaos/round.ts";
import { describeRound, describeRounds } from "./chaos/report.ts";
import { writeReport } from "./chaos/write-report.ts";

const HELP = `Lets everything around payments fail while buyers pay, and audits what is left.

  npm run chaos -- [--minutes 2] [--seed N] [--round 60] [--every 2] [--shoppers 12] [--output FILE] [--keep]

Each round is an installation of its own: a server, two workers, PostgreSQL, an acquirer with its own log, and a
merchant's server for webhooks. Buyers pay for --round seconds; meanwhile, every --every seconds on average, something
is killed, paused, cut off or filled up, as the round's seed has planned. Then everything is mended, and the acquirer's
log, what the merchant was told and the books are compared, and the ledger is proved. Each round has the next seed; one
with findings prints its own, with which \`--seed N --minutes 1\` repeats the same faults at the same moments.
The logs of such a round stay, and with --keep those of every round. --output writes the report as Markdown, anew after
each round. Ctrl-C, or SIGTERM, ends everything in order and reports what there is; a second one does not wait.
`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    round: { type: "string", default: "60" },
    every: { type: "string", default: "2" },
    shoppers: { type: "string", default: "12" },
    output: { type: "string" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run(untilSignal());

async function run(signal: AbortSignal): Promise<void> {
  const began_ms = performance.now();
  const total_ms = Number(values.minutes) * 60_000;
  const round_s = Math.min(Number(values.round), total_ms / 1_000);
  const elapsed_ms = () => performance.now() - began_ms;
  const reports: RoundReport[] = [];
  const isOver = () => signal.aborted || (reports.length > 0 && elapsed_ms() >= total_ms);
  for (let seed = Number(values.seed); !isOver(); seed++) {
    const minutes = `${(elapsed_ms() / 60_000).toFixed(1)} of ${values.minutes} minutes`;
    process.stdout.write(`\nround ${reports.length + 1}, seed ${seed}, after ${minutes}\n`);
    const report = await oneRound(seed, round_s, signal);
    if (report === undefined) break;
    reports.push(report);
    process.stdout.write(`  ${describeRound(report).replaceAll("\n", "\n  ")}\n`);
    keepReport(reports, round_s, isOver() && !signal.aborted);
  }
  if (reports.length > 0) process.stdout.write(`\n${describeRounds(reports)}\n`);
  if (reports.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
}

/** Undefined when it was broken off before anybody had paid. */
async function oneRound(
  seed: number,
  round_s: number,
  signal: AbortSignal,
): Promise<RoundReport | undefined> {
  try {
    return await chaosRound({
      seed,
      duration_ms: round_s * 1_000,
      every_ms: Number(values.every) * 1_000,
      shoppers: Number(values.shoppers),
      workers: 2,
      keep_files: values.keep,
      onProgress: (line) => process.stdout.write(`  ${line}\n`),
      signal,
    });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

function keepReport(reports: readonly RoundReport[], round_s: number, is_over: boolean): void {
  if (values.output === undefined) return;
  const date = new Date().toISOString().slice(0, 10);
  writeReport(values.output, { arguments: process.argv.slice(2), date, reports, round_s, is_over });
}

/** Aborted by the first signal; the second one ends the process, and with it its children, at once. */
function untilSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      process.exitCode = 128 + constants.signals[name];
      if (controller.signal.aborted) process.exit();
      process.stdout.write("\nstopping …\n");
      controller.abort();
    });
  }
  return controller.signal;
}
