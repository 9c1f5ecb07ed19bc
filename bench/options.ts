import { parseArgs } from "node:util";

export interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmup_s: number;
  readonly connections: readonly number[];
  /** pgbench's: 50 is five million accounts. */
  readonly scale: number;
  /** Where to write the report; undefined: only on the screen. */
  readonly output: string | undefined;
  readonly webhooks: boolean;
  readonly profile: boolean;
  readonly explain: boolean;
}

export class UsageError extends Error {}

export const HELP = `Measures payments a second: one HTTP request each, durable, beside pgbench's TPC-B on the same PostgreSQL.

  npm run bench -- [options]

  --rounds <n>           rounds of pgbench, then Starway at each number of connections (5)
  --seconds <n>          how long each measurement takes (10)
  --warmup <n>           seconds before each measurement of Starway that do not count (3)
  --connections <n,n>    connections, each with one request under way (64,256)
  --scale <n>            pgbench's scale; 50 is five million accounts (50)
  --webhooks             keep the demo shop's webhook endpoint, so that each payment is also delivered to it
  --profile              measure Starway alone, under the V8 profiler, and print where it spends its time
  --explain              print PostgreSQL's plans of the batched statements afterwards
  --save                 write the report to bench/results/<date>-payments.md
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
    connections: values.connections.split(",").map((text) => readCount("connections", text)),
    scale: readCount("scale", values.scale),
    output: values.output ?? (values.save ? `bench/results/${today}-payments.md` : undefined),
    webhooks: values.webhooks,
    profile: values.profile,
    explain: values.explain,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        rounds: { type: "string", default: "5" },
        seconds: { type: "string", default: "10" },
        warmup: { type: "string", default: "3" },
        connections: { type: "string", default: "64,256" },
        scale: { type: "string", default: "50" },
        output: { type: "string" },
        save: { type: "boolean", default: false },
        webhooks: { type: "boolean", default: false },
        profile: { type: "boolean", default: false },
        explain: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readCount(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new UsageError(`--${name} is "${text}", but must be a whole number from 1.`);
  return Number(text);
}
