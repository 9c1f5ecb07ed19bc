import { writeFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import type { RoundReport } from "../../server/test/crash/chaos/round.ts";
import { describeRounds } from "./report.ts";

const GIB = 2 ** 30;

export interface ChaosRun {
  /** What was typed after `npm run chaos --`. */
  readonly arguments: readonly string[];
  readonly date: string;
  readonly reports: readonly RoundReport[];
  /** How long buyers paid in each round. */
  readonly round_s: number;
  readonly is_over: boolean;
}

/** The report as a document, written anew after each round, so that what there is survives whatever happens next. */
export function writeReport(path: string, run: ChaosRun): void {
  writeFileSync(path, `${describeRun(run)}\n`);
}

function describeRun({ arguments: args, date, reports, round_s, is_over }: ChaosRun): string {
  const seeds = reports.map(({ seed }) => seed);
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  return [
    "# Chaos: everything around payments fails, and three records are compared\n",
    `    npm run chaos -- ${args.join(" ")}\n`,
    `- machine: ${availableParallelism()} × ${processor}, ${Math.round(totalmem() / GIB)} GiB, ${type()} ${release()}`,
    `- software: Node ${process.version}`,
    `- date: ${date}`,
    `- ${reports.length} rounds, seeds ${seeds[0]} to ${seeds.at(-1)}, each a new installation in which buyers pay for ${round_s} s${is_over ? "" : "; the run is not over"}`,
    "",
    describeRounds(reports),
  ].join("\n");
}
