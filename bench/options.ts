import { parseArgs } from "node:util";
import type { Operation } from "./operations/operation.ts";
import { OPERATIONS, operationNamed } from "./operations/operations.ts";

export interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmup_s: number;
  readonly prepared_per_second: number;
  readonly operations: readonly Operation[];
  /** For payments; everything else is measured with the first of these. */
  readonly connections: readonly number[];
  /** pgbench's: 50 is five million accounts. */
  readonly scale: number;
  /** Where to write the report; undefined: only on the screen. */
  readonly output: string | undefined;
  /** How many payments to fill the store with, to measure everything once more; undefined: not. */
  readonly grow: number | undefined;
  /** How many minutes to watch the server's memory for, in place of everything else; undefined: not. */
  readonly memory_minutes: number | undefined;
  /** Only how long it takes from the start to the first payment. */
  readonly start_up: boolean;
  readonly webhooks: boolean;
  /** Whether an endpoint is told of every payment. */
  readonly endpoint: boolean;
  readonly backlog: number;
  readonly profile: boolean;
  readonly explain: boolean;
}

export class UsageError extends Error {}

const NAMES = OPERATIONS.map(({ name }) => name).join(",");

export const HELP = `Measures what Starway does in a second: one HTTP request each, what is written durable, beside pgbench on the same
PostgreSQL: TPC-B for what writes, a SELECT by primary key for what reads.

  npm run bench -- [options]

  --operations <a,b>     what is measured (${NAMES})
  --rounds <n>           rounds of pgbench, then each operation in turn (5)
  --seconds <n>          how long each measurement takes (10)
  --warmup <n>           seconds before each measurement of Starway that do not count (3)
  --connections <n,n>    connections for payments, each with one request under way; the first also for the rest (64,256)
  --prepared <n>         intents to confirm, or payments to refund, made beforehand for each second (3000);
                         a measurement ends early when they are used up
  --scale <n>            pgbench's scale; 50 is five million accounts (50)
  --grow <n>             fill the store with so many payments, measure again, and tell what each takes on disk
  --memory <minutes>     only pay for so long, and tell how the server's memory grows
  --start-up             only start, on an empty directory and again, until the first payment has succeeded
  --no-endpoint          without the webhook endpoint that is told of every payment, and acknowledges at once;
                         with --grow there is none
  --webhooks             in place of everything else: payments of which one fast endpoint is told, and a backlog of webhooks
  --backlog <n>          how many webhooks the backlog has (20000)
  --profile              measure Starway alone, under the V8 profiler, and print where it spends its time
  --explain              print PostgreSQL's plans of the batched statements afterwards
  --save                 write the report to bench/results/<date>-operations.md, -webhooks.md or -start-up.md
  --output <file>        write the report to this file
  --help                 this text

pgbench comes with PostgreSQL: on Debian and Ubuntu, apt-get install postgresql-contrib.
`;

/** Reads the command line; undefined when help was asked for. */
export function readOptions(args: string[], today: string): Options | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  return {
    rounds: readCount("rounds", values.rounds),
    seconds: readCount("seconds", values.seconds),
    warmup_s: readCount("warmup", values.warmup),
    operations: readOperations(values.operations),
    prepared_per_second: readCount("prepared", values.prepared),
    connections: values.connections.split(",").map((text) => readCount("connections", text)),
    scale: readCount("scale", values.scale),
    output: values.output ?? (values.save ? `bench/results/${today}-${subjectOf(values)}.md` : undefined),
    grow: values.grow === undefined ? undefined : readCount("grow", values.grow),
    memory_minutes: values.memory === undefined ? undefined : readCount("memory", values.memory),
    start_up: values["start-up"],
    webhooks: values.webhooks,
    endpoint: !values["no-endpoint"] && values.grow === undefined,
    backlog: readCount("backlog", values.backlog),
    profile: values.profile,
    explain: values.explain,
  };
}

function subjectOf({ webhooks, "start-up": start_up }: { webhooks: boolean; "start-up": boolean }): string {
  if (start_up) return "start-up";
  return webhooks ? "webhooks" : "operations";
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        rounds: { type: "string", default: "5" },
        seconds: { type: "string", default: "10" },
        warmup: { type: "string", default: "3" },
        operations: { type: "string", default: NAMES },
        prepared: { type: "string", default: "3000" },
        connections: { type: "string", default: "64,256" },
        scale: { type: "string", default: "50" },
        output: { type: "string" },
        save: { type: "boolean", default: false },
        grow: { type: "string" },
        memory: { type: "string" },
        backlog: { type: "string", default: "20000" },
        "start-up": { type: "boolean", default: false },
        webhooks: { type: "boolean", default: false },
        "no-endpoint": { type: "boolean", default: false },
        profile: { type: "boolean", default: false },
        explain: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readOperations(text: string): Operation[] {
  return text.split(",").map((name) => {
    const operation = operationNamed(name);
    if (operation === undefined) throw new UsageError(`--operations has "${name}", but knows ${NAMES}.`);
    return operation;
  });
}

function readCount(name: string, text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text))
    throw new UsageError(`--${name} is "${text}", but must be a whole number from 1.`);
  return Number(text);
}
