import { parseArgs } from "node:util";
import { openArenas } from "../server/test/simulator/arena.ts";
import type { HistoryReport } from "../server/test/simulator/run-history.ts";
import { simulate } from "../server/test/simulator/simulate.ts";
import { type Catch, tryMutation, type Verdict } from "./simulate/mutate.ts";
import { MUTATIONS } from "./simulate/mutations.ts";

const HELP = `Plays short histories of payments with the real core on a real database, in an order that a seed decides:
clocks, ids, faults of the acquirer and the database, crashes, and whose statement comes next. Each one is audited.

  npm run simulate -- [--seed N] [--histories N] [--minutes N] [--verbose]
  npm run simulate -- --mutations [--only TEXT] [--histories N]

  --seed N        the first seed; a failing history prints its own, and "--seed N --histories 1" plays it again
  --histories N   how many seeds are tried, 1000 when nothing is said (of each mutation, 4000)
  --minutes N     goes on for so long instead
  --arenas N      how many histories are played side by side, 4 when nothing is said
  --verbose       prints every history's trace: who did what, in order
  --json          prints only the verdict, for programs
  --mutations     puts mistakes into copies of the core, one at a time, and tells which seed noticed each
  --only TEXT     only the mutations whose name has this text
`;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    histories: { type: "string" },
    minutes: { type: "string" },
    arenas: { type: "string", default: "4" },
    only: { type: "string", default: "" },
    verbose: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    mutations: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const say = (text: string) => void process.stdout.write(text);

if (values.help) say(HELP);
else if (values.mutations) await tryMutations();
else await play();

async function play(): Promise<void> {
  const first_seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  const began_ms = performance.now();
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  const histories = minutes === undefined ? Number(values.histories ?? 1_000) : Number.POSITIVE_INFINITY;
  const mayGoOn = () => minutes === undefined || performance.now() - began_ms < minutes * 60_000;
  const arenas = await openArenas(Math.min(Number(values.arenas), histories));
  let played = 0;
  const failed = await simulate(arenas, { first_seed, histories, mayGoOn }, (report) => {
    played += 1;
    if (values.verbose && !values.json) say(tellHistory(report));
    else if (!values.json && played % 100 === 0) say(`\r${tellProgress(played, began_ms)}   `);
  });
  await arenas.close();
  if (values.json) {
    const verdict: Verdict = { seed: failed?.seed, histories: played, findings: failed?.findings ?? [] };
    say(`${JSON.stringify(verdict)}\n`);
  } else {
    say(`\r${tellProgress(played, began_ms)}, from seed ${first_seed}\n`);
    if (failed !== undefined) say(`${values.verbose ? "" : tellHistory(failed)}${tellFailure(failed)}`);
  }
  if (failed !== undefined) process.exitCode = 1;
}

function tellProgress(played: number, began_ms: number): string {
  const seconds = (performance.now() - began_ms) / 1_000;
  return `${played} histories, ${Math.round((played / seconds) * 60)} a minute`;
}

function tellHistory({ seed, plan, trace }: HistoryReport): string {
  return `seed ${seed}: ${JSON.stringify(plan)}\n${trace.join("\n")}\n`;
}

function tellFailure({ seed, findings }: HistoryReport): string {
  const lines = findings.map((finding) => `  ${finding}\n`).join("");
  return `\nseed ${seed} failed:\n${lines}Again: npm run simulate -- --seed ${seed} --histories 1\n`;
}

async function tryMutations(): Promise<void> {
  const chosen = MUTATIONS.filter(({ name }) => name.includes(values.only));
  const budget = {
    first_seed: Number(values.seed ?? 1),
    histories: Number(values.histories ?? 4_000),
    arenas: Number(values.arenas),
  };
  say("| mutation | caught by seed | histories needed | the first finding |\n| --- | ---: | ---: | --- |\n");
  for (const mutation of chosen) {
    const caught = await tryMutation(mutation, budget);
    say(tellCatch(caught));
    if (caught.seed === undefined) process.exitCode = 1;
  }
}

function tellCatch({ mutation, seed, histories, finding }: Catch): string {
  // Ids would make the table wide, and the seed finds them again.
  const short = finding.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…").slice(0, 120);
  return `| ${mutation.name} | ${seed ?? "not caught"} | ${histories} | ${short} |\n`;
}
