import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { checkBooks, countFacts } from "../checks.ts";
import { measureLoad } from "../load.ts";
import { describeMachine } from "../machine.ts";
import { prepareMerchant } from "../merchant.ts";
import type { OperationContext } from "../operations/operation.ts";
import { payments } from "../operations/payments.ts";
import { createProgress, type Progress } from "../progress.ts";
import { INTERRUPTED, type StarwayProcess, startStarway } from "../server-process.ts";
import { formatTable } from "../table.ts";
import { openIdleConnections } from "./idle-connections.ts";
import { formatMib, residentBytes } from "./memory.ts";
import { runOpenLoop } from "./open-loop.ts";
import type { Second, Step } from "./plan.ts";
import { type Summary, secondsUntilNormal, summarize } from "./seconds.ts";
import { sendSlowly } from "./slow-clients.ts";

const HELP = `Measures what becomes of payments when three times as many come as can be made.

  npm run overload -- [options]

  --seconds <n>    how long three times the capacity is asked for (10)
  --idle <n>       idle connections to open afterwards (10000)
  --output <file>  write the report to this file
`;

const CLOSED_LOOP_CONNECTIONS = 256;
const OPEN_LOOP_CONNECTIONS = 3_000;
/** Of each kind. */
const SLOW_CLIENTS = 1_000;
/** So many times what 99 of 100 payments took before is normal again. */
const NORMAL = 2;
const LEAST_NORMAL_MS = 50;

interface Bench {
  readonly starway: StarwayProcess;
  readonly context: OperationContext;
  readonly progress: Progress;
}

async function measureCapacity({ starway, context, progress }: Bench, label: string): Promise<number> {
  progress.begin(label);
  const plan = {
    ...context,
    operation: payments.name,
    prepared: 0,
    connections: CLOSED_LOOP_CONNECTIONS,
    warmup_s: 3,
    seconds: 5,
  };
  const { per_second, acknowledged } = await measureLoad(starway, plan);
  paid += acknowledged;
  progress.end(`${per_second.toFixed(0)}/s`);
  return per_second;
}

let paid = 0;

function stepsOf(capacity: number, seconds: number): Step[] {
  return [
    { name: "before: half the capacity", rate: Math.round(capacity / 2), seconds: 5 },
    { name: "three times the capacity", rate: Math.round(capacity * 3), seconds },
    { name: "after: half the capacity", rate: Math.round(capacity / 2), seconds: 10 },
  ];
}

/** The most memory that the server held in each step. */
function watchMemory(pid: number, steps: number) {
  const most: (number | undefined)[] = Array.from({ length: steps });
  let step = 0;
  const timer = setInterval(() => {
    const bytes = residentBytes(pid);
    if (bytes !== undefined) most[step] = Math.max(most[step] ?? 0, bytes);
  }, 250);
  const enter = (next: number) => {
    step = next;
  };
  return { most, enter, stop: () => clearInterval(timer) };
}

async function measureOverload({ starway, context, progress }: Bench, steps: Step[]) {
  const memory = watchMemory(starway.pid, steps.length);
  progress.begin(steps.map(({ rate, seconds }) => `${rate}/s for ${seconds} s`).join(", then "));
  const plan = { ...context, connections: OPEN_LOOP_CONNECTIONS, steps };
  const seconds = await runOpenLoop(plan, memory.enter).finally(memory.stop);
  paid += summarize(seconds).accepted;
  progress.end("done");
  return { seconds, memory: memory.most };
}

async function measureIdle({ starway, progress }: Bench, count: number): Promise<string> {
  progress.begin(`${count} idle connections`);
  const before = residentBytes(starway.pid);
  const sockets = await openIdleConnections(starway.port, count);
  const after = residentBytes(starway.pid);
  const began_ms = performance.now();
  const answer = await fetch(`http://127.0.0.1:${starway.port}/readyz`);
  const took_ms = performance.now() - began_ms;
  const closed = sockets.filter(({ destroyed, readyState }) => destroyed || readyState !== "open").length;
  for (const socket of sockets) socket.destroy();
  const each =
    before === undefined || after === undefined ? "–" : `${((after - before) / count / 1024).toFixed(1)} KiB`;
  progress.end(`${each} each`);
  return `${count} idle connections, each after one request: ${closed} were closed, ${each} of the server's memory for each (${formatMib(before)} before, ${formatMib(after)} with them); \`/readyz\` was then answered with ${answer.status} in ${took_ms.toFixed(0)} ms`;
}

async function measureSlow({ starway, progress }: Bench, count: number): Promise<string> {
  progress.begin(`${count} heads and ${count} bodies that come byte by byte`);
  const { cut_off, took_ms, others_ms } = await sendSlowly(starway.port, count);
  progress.end(`${cut_off} were cut off`);
  return `${count} heads and ${count} bodies that come byte by byte: ${cut_off} of ${2 * count} connections were cut off within ${(took_ms / 1000).toFixed(0)} s; \`/readyz\` was meanwhile answered within ${others_ms.toFixed(0)} ms`;
}

function rowOf({ name, seconds }: Step, summary: Summary, memory: number | undefined): string[] {
  const refused = Object.entries(summary.refused).map(
    ([status, count]) => `${(count / seconds).toFixed(0)} × ${status}`,
  );
  return [
    name,
    (summary.due / seconds).toFixed(0),
    (summary.accepted / seconds).toFixed(0),
    refused.join(", ") || "0",
    summary.accepted_p50_ms.toFixed(1),
    summary.accepted_p99_ms.toFixed(1),
    summary.accepted_max_ms.toFixed(0),
    Number.isNaN(summary.refused_p99_ms) ? "–" : summary.refused_p99_ms.toFixed(1),
    formatMib(memory),
  ];
}

function secondTable(seconds: readonly Second[], steps: readonly Step[]): string {
  const rows = seconds.map((second) => {
    const { accepted, due, refused, accepted_p50_ms, accepted_p99_ms } = summarize([second]);
    const refusals = Object.values(refused).reduce((total, count) => total + count, 0);
    const figures = [due, accepted, refusals, accepted_p50_ms, accepted_p99_ms].map((value) =>
      value.toFixed(0),
    );
    return [`${steps[second.step]?.name ?? ""}, second ${second.second + 1}`, ...figures];
  });
  return formatTable(["", "due", "accepted", "refused", "p50 ms", "p99 ms"], rows);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "10" },
      idle: { type: "string", default: "10000" },
      output: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const progress = createProgress(process.stderr);
  progress.begin("starting Starway on an empty data directory");
  const starway = await startStarway([]);
  try {
    progress.end("ready");
    const db = new pg.Client(starway.database);
    db.on("error", () => {});
    await db.connect();
    const bench = { starway, context: await prepareMerchant(starway), progress };
    const before = await countFacts(db);
    // First, while the server holds no memory that it has used for something else.
    const idle = await measureIdle(bench, Number(values.idle));
    const slow = await measureSlow(bench, SLOW_CLIENTS);
    const capacity = await measureCapacity(bench, `capacity, ${CLOSED_LOOP_CONNECTIONS} connections`);
    const steps = stepsOf(capacity, Number(values.seconds));
    const { seconds, memory } = await measureOverload(bench, steps);
    await checkBooks(db, before, [{ operation: payments, times: paid }]);
    const report = await format(db, { capacity, steps, seconds, memory, idle, slow });
    console.log(`\n${report}`);
    if (values.output !== undefined) {
      mkdirSync(dirname(values.output), { recursive: true });
      writeFileSync(values.output, `${report}\n`);
    }
    await db.end();
  } finally {
    await starway.stop();
  }
}

interface Found {
  readonly capacity: number;
  readonly steps: readonly Step[];
  readonly seconds: readonly Second[];
  readonly memory: readonly (number | undefined)[];
  readonly idle: string;
  readonly slow: string;
}

async function format(db: pg.Client, found: Found): Promise<string> {
  const { capacity, steps, seconds, memory, idle, slow } = found;
  const today = new Date().toISOString().slice(0, 10);
  const inStep = (step: number) => seconds.filter((second) => second.step === step);
  const normal_ms = Math.max(LEAST_NORMAL_MS, NORMAL * summarize(inStep(0)).accepted_p99_ms);
  const recovered_s = secondsUntilNormal(inStep(2), normal_ms);
  const rows = steps.map((step, index) => rowOf(step, summarize(inStep(index)), memory[index]));
  const head = [
    "",
    "due/s",
    "accepted/s",
    "refused/s",
    "p50 ms",
    "p99 ms",
    "max ms",
    "p99 ms of refusals",
    "memory",
  ];
  return [
    "# Three times as many payments as can be made",
    `    ${["npm run overload --", ...process.argv.slice(2)].join(" ")}`,
    (await describeMachine(db, today)).join("\n"),
    `Capacity, measured first with ${CLOSED_LOOP_CONNECTIONS} connections that each wait for their answer: **${capacity.toFixed(0)} payments a second**. Then payments were due at a fixed rate, whether or not earlier ones had been answered; latencies count from when a payment was due. p50, p99 and max are those of accepted payments.`,
    formatTable(head, rows),
    [
      `- normal again (nothing refused, p99 at most ${normal_ms.toFixed(0)} ms) ${recovered_s === undefined ? "never" : `${recovered_s} s`} after the overload ended`,
      `- ${idle}`,
      `- ${slow}`,
      `- every payment that was acknowledged is in the books, and no other`,
    ].join("\n"),
    "Second by second:",
    secondTable(seconds, steps),
  ].join("\n\n");
}

try {
  await main();
} catch (error) {
  if (process.exitCode !== INTERRUPTED) {
    console.error(error);
    process.exitCode = 1;
  }
}
