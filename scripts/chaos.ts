import { parseArgs } from "node:util";
import { chaosRound, type RoundReport } from "../server/test/crash/chaos/round.ts";

const HELP = `Lets everything around payments fail while buyers pay, and audits what is left.

  npm run chaos -- [--minutes 2] [--seed N] [--round 60] [--every 2] [--shoppers 12] [--keep]

Each round is an installation of its own: a server, two workers, PostgreSQL, an acquirer with its own log, and a
merchant's server for webhooks. Buyers pay for --round seconds; meanwhile, every --every seconds on average, something
is killed, paused, cut off or filled up, as the round's seed has planned. Then everything is mended, and the acquirer's
log, what the merchant was told and the books are compared. Each round has the next seed; one with findings prints its
own, with which \`--seed N --minutes 1\` repeats the same faults at the same moments.
The logs of such a round stay, and with --keep those of every round.
`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    round: { type: "string", default: "60" },
    every: { type: "string", default: "2" },
    shoppers: { type: "string", default: "12" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  const deadline_ms = performance.now() + Number(values.minutes) * 60_000;
  const reports: RoundReport[] = [];
  for (let seed = Number(values.seed); reports.length === 0 || performance.now() < deadline_ms; seed++) {
    process.stdout.write(`\nround ${reports.length + 1}, seed ${seed}\n`);
    const report = await chaosRound({
      seed,
      duration_ms: Math.min(Number(values.round), Number(values.minutes) * 60) * 1_000,
      every_ms: Number(values.every) * 1_000,
      shoppers: Number(values.shoppers),
      workers: 2,
      keep_files: values.keep,
      onProgress: (line) => process.stdout.write(`  ${line}\n`),
    });
    reports.push(report);
    process.stdout.write(describeRound(report));
  }
  process.stdout.write(`\n${describeAll(reports)}\n`);
  if (reports.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
}

function describeRound({ seed, findings, directory, acknowledgements, settled_ms }: RoundReport): string {
  const settled = `${acknowledgements.length} answers, settled after ${(settled_ms / 1_000).toFixed(1)} s`;
  if (findings.length === 0)
    return `  seed ${seed}: ${settled}, nothing found${values.keep ? `; logs in ${directory}` : ""}\n`;
  const lines = findings.map((text) => `  ${text}\n`).join("");
  return `  seed ${seed}: ${settled}, ${findings.length} findings; logs in ${directory}\n${lines}`;
}

/** All rounds together, as a table in Markdown. */
function describeAll(reports: readonly RoundReport[]): string {
  const faults = new Map<string, number>();
  for (const report of reports) {
    for (const [kind, count] of report.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
  }
  const skipped = new Map(reports.flatMap((report) => [...report.skipped]));
  const answers = reports.flatMap(({ acknowledgements }) => acknowledgements);
  const count = (kind: string, status: string) =>
    answers.filter((said) => said.is_last_word && said.kind === kind && said.status === status).length;
  const rows: [string, string | number][] = [
    ...[...faults].sort(([left], [right]) => left.localeCompare(right)),
    ...[...skipped].map(([kind, reason]): [string, string] => [kind, `skipped: ${reason}`]),
    ["programs started again", reports.reduce((total, { restarts }) => total + restarts, 0)],
    ["answers to the client", answers.length],
    ["payments: succeeded", count("payment", "succeeded")],
    ["payments: canceled", count("payment", "canceled")],
    ["payments: declined", count("payment", "requires_payment_method")],
    ["refunds: succeeded", count("refund", "succeeded")],
    ["webhooks received", reports.reduce((total, { webhooks }) => total + webhooks, 0)],
    ["findings", reports.reduce((total, { findings }) => total + findings.length, 0)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `| ${"".padEnd(width)} | times |`,
    `| ${"-".repeat(width)} | ----: |`,
    ...rows.map(([name, value]) => `| ${name.padEnd(width)} | ${String(value).padStart(5)} |`),
  ].join("\n");
}
