import { parseArgs } from "node:util";
import { crashRun } from "../server/test/crash/crash-run.ts";

const HELP = `Kills the server at random moments while buyers pay, and audits what is left.

  npm run crash -- [--kills 20] [--payments 200] [--rounds 1] [--seed N]

Each round has the next seed; a failing round prints its own.
`;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    payments: { type: "string", default: "200" },
    rounds: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  for (let round = 0; round < Number(values.rounds); round++) {
    const seed = Number(values.seed) + round;
    const report = await crashRun({
      kills: Number(values.kills),
      payments: Number(values.payments),
      seed,
      on_progress: (line) => process.stdout.write(`\r${line}   `),
    });
    const { kills, acknowledged, succeeded, captured, canceled, declined, refunded, problems } = report;
    process.stdout.write(
      `\nseed ${seed}: ${kills} kills, ${acknowledged} acknowledged (${succeeded} paid, ${captured} of them captured later, ${canceled} canceled, ${declined} declined), ${refunded} refunded, ${problems.length} problems\n`,
    );
    for (const problem of problems) process.stdout.write(`  ${problem}\n`);
    if (problems.length > 0) process.exitCode = 1;
  }
}
