import type { Bench } from "../bench.ts";
import { payments } from "../operations/payments.ts";
import { formatReport, type ReportOptions, type Round } from "../report.ts";
import { measureRounds, measureStarway, shapesOf } from "../rounds.ts";
import { median } from "../statistics.ts";
import { formatTable } from "../table.ts";
import { formatGrowth, growthPerPayment, readSizes } from "./disk.ts";
import { fillStore } from "./fill.ts";

/** Fills the store, measures everything once more, and answers what has changed since it was nearly empty. */
export async function measureGrowth(bench: Bench, count: number, empty: ReportOptions): Promise<string> {
  const { db, progress } = bench;
  await fillStore(db, count, progress);
  const rounds = await measureRounds(bench, "filled store, ");
  const disk = await measureDisk(bench);
  return [
    `## With ${count} payments in the store`,
    compare(bench, empty.rounds, rounds),
    "Medians of the rounds. The filled store's in full:",
    formatReport({ ...empty, rounds })
      .split("\n")
      .slice(2)
      .join("\n"),
    disk,
  ].join("\n\n");
}

function compare({ options }: Bench, empty: readonly Round[], filled: readonly Round[]): string {
  const rows = shapesOf(options).map(({ operation, connections }, index) => {
    const middle = (rounds: readonly Round[]) =>
      median(rounds.map((round) => round.loads[index]?.per_second ?? 0));
    const [before, after] = [middle(empty), middle(filled)];
    return [
      `${operation.title}, ${connections} connections`,
      before.toFixed(0),
      after.toFixed(0),
      (after / before).toFixed(2),
    ];
  });
  return formatTable(["a second", "empty store", "filled store", "× empty"], rows);
}

/** From payments that went through all their states: copies would leave no old versions of rows behind. */
async function measureDisk(bench: Bench): Promise<string> {
  const before = await readSizes(bench.db);
  const shape = { operation: payments, connections: bench.options.connections[0] ?? 1 };
  const { acknowledged } = await measureStarway(bench, "disk", shape);
  const growth = growthPerPayment(before, await readSizes(bench.db), acknowledged);
  return `Disk, as ${acknowledged} payments made it grow:\n\n${formatGrowth(growth)}`;
}
