import type { MeasuredLoad } from "./load.ts";
import type { MeasuredPgbench } from "./pgbench.ts";
import type { ProcessorTime } from "./processor-time.ts";
import { median, ratioSpread, spread } from "./statistics.ts";
import { formatSpread, formatTable } from "./table.ts";

/** One round: the baseline, then Starway at each number of connections in turn. */
export interface Round {
  /** Undefined when only Starway is measured. */
  readonly baseline: MeasuredPgbench | undefined;
  readonly loads: readonly MeasuredLoad[];
}

export interface ReportOptions {
  readonly command: string;
  readonly machine: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly connections: readonly number[];
  readonly rounds: readonly Round[];
  readonly notes: readonly string[];
}

const NOTHING = "–";
const BASELINE = "pgbench TPC-B";

/** The report in Markdown: what was run, where, and what came out. */
export function formatReport(options: ReportOptions): string {
  const settings = Object.entries(options.settings).map(([name, value]) => `${name} ${value}`);
  return [
    "# Payments a second",
    `    ${options.command}`,
    [...options.machine, `- PostgreSQL's settings, as read from it: ${settings.join(", ")}`].join("\n"),
    rateTable(options),
    "Each cell with three figures: the least, the median and the greatest round. × TPC-B compares within a round.",
    "Processor time, medians of the rounds: processors in use, and microseconds for one payment.",
    processorTable(options),
    [...options.notes, ...busyNote(options.rounds)].map((note) => `- ${note}`).join("\n"),
  ].join("\n\n");
}

function rateTable({ connections, rounds }: ReportOptions): string {
  const baselines = rounds.flatMap(({ baseline }) => baseline ?? []);
  const rates = baselines.map((baseline) => baseline.transactions_per_second);
  const rows = connections.map((count, index) => {
    const loads = rounds.map((round) => round.loads[index] as MeasuredLoad);
    const payments = loads.map((load) => load.payments_per_second);
    return [
      `Starway, ${count} connections`,
      formatSpread(spread(payments)),
      formatSpread(spread(loads.map((load) => load.p50_ms)), 1),
      formatSpread(spread(loads.map((load) => load.p99_ms)), 1),
      rates.length > 0 ? formatSpread(ratioSpread(payments, rates), 2) : NOTHING,
    ];
  });
  if (rates.length > 0) {
    const clients = [...new Set(baselines.map((baseline) => baseline.clients))].join(" or ");
    rows.unshift([`${BASELINE}, ${clients} clients`, formatSpread(spread(rates)), NOTHING, NOTHING, "1.00"]);
  }
  return formatTable(["", "payments/s", "p50 ms", "p99 ms", "× TPC-B"], rows);
}

/**
 * Figures of a machine that also did something else are too low, and not equally so for both sides. Some of what
 * others use is the kernel, writing for PostgreSQL.
 */
const BUSY_PROCESSORS = 0.5;

function busyNote(rounds: readonly Round[]): string[] {
  const times = rounds.flatMap(({ baseline, loads }) =>
    [baseline, ...loads].flatMap((run) => run?.processor_time ?? []),
  );
  const busiest = Math.max(0, ...times.map(processorsOfOthers));
  if (busiest < BUSY_PROCESSORS) return [];
  return [
    `other programs used up to ${busiest.toFixed(1)} processors meanwhile: measure again on a quiet machine`,
  ];
}

function processorsOfOthers(time: ProcessorTime): number {
  return Math.max(0, (time.machine_s - time.server_s - time.postgres_s - time.client_s) / time.at_s);
}

interface Timed {
  readonly rate: number;
  readonly processor_time: ProcessorTime | undefined;
}

function processorTable({ connections, rounds }: ReportOptions): string {
  const rows = connections.map((count, index) => {
    const loads = rounds.map((round) => round.loads[index] as MeasuredLoad);
    const timed = loads.map(({ payments_per_second: rate, processor_time }) => ({ rate, processor_time }));
    return processorRow(`Starway, ${count} connections`, timed);
  });
  const baselines = rounds.flatMap(({ baseline }) => baseline ?? []);
  if (baselines.length > 0) {
    const timed = baselines.map(({ transactions_per_second: rate, processor_time }) => ({
      rate,
      processor_time,
    }));
    rows.unshift(processorRow(BASELINE, timed));
  }
  const sides = ["Starway", "PostgreSQL", "client"];
  return formatTable(["", ...sides, "others", ...sides.map((side) => `${side} µs`)], rows);
}

function processorRow(name: string, rounds: readonly Timed[]): string[] {
  const readings = rounds.flatMap(({ rate, processor_time: time }) => (time ? [{ rate, time }] : []));
  if (readings.length === 0) return [name, ...Array<string>(7).fill(NOTHING)];
  const middle = (read: (time: ProcessorTime, rate: number) => number) =>
    median(readings.map(({ rate, time }) => read(time, rate)));
  const sides = ["server_s", "postgres_s", "client_s"] as const;
  return [
    name,
    ...sides.map((side) => middle((time) => time[side] / time.at_s).toFixed(2)),
    middle(processorsOfOthers).toFixed(2),
    ...sides.map((side) => middle((time, rate) => (time[side] / time.at_s / rate) * 1e6).toFixed(0)),
  ];
}
