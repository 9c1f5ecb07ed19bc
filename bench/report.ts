import type { MeasuredLoad } from "./load.ts";
import type { Operation } from "./operations/operation.ts";
import { type MeasuredPgbench, PEERS, type PeerKind } from "./pgbench.ts";
import type { ProcessorTime } from "./processor-time.ts";
import { median, ratioSpread, spread } from "./statistics.ts";
import { formatSpread, formatTable } from "./table.ts";
import type { Told } from "./webhooks/told.ts";

/** One row of the report: an operation over so many connections. */
export interface Shape {
  readonly operation: Operation;
  readonly connections: number;
}

/** One round: the peers, then Starway in each shape in turn. */
export interface Round {
  /** None when only Starway is measured. */
  readonly peers: Partial<Readonly<Record<PeerKind, MeasuredPgbench>>>;
  readonly loads: readonly MeasuredLoad[];
}

export interface ReportOptions {
  readonly command: string;
  readonly machine: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly shapes: readonly Shape[];
  readonly rounds: readonly Round[];
  readonly notes: readonly string[];
}

const NOTHING = "–";
const KINDS = ["write", "read"] as const;

/** The report in Markdown: what was run, where, and what came out. */
export function formatReport(options: ReportOptions): string {
  const settings = Object.entries(options.settings).map(([name, value]) => `${name} ${value}`);
  return [
    "# Operations a second",
    `    ${options.command}`,
    [...options.machine, `- PostgreSQL's settings, as read from it: ${settings.join(", ")}`].join("\n"),
    rateTable(options),
    "Each cell with three figures: the least, the median and the greatest round. × pgbench compares within a round: what writes with TPC-B, what reads with the SELECT.",
    "Processor time, medians of the rounds: processors in use, and microseconds for one operation.",
    processorTable(options),
    ...toldTable(options),
    [...options.notes, ...busyNote(options.rounds)].map((note) => `- ${note}`).join("\n"),
  ].join("\n\n");
}

function nameOf({ operation, connections }: Shape): string {
  return `${operation.title}, ${connections} connections`;
}

/** The rows of one kind: its peer first, then the shapes that are compared with it. */
function rowsOf(
  { shapes, rounds }: ReportOptions,
  kind: PeerKind,
  peerRow: (title: string, peers: MeasuredPgbench[]) => string[],
  shapeRow: (shape: Shape, loads: MeasuredLoad[], peers: MeasuredPgbench[]) => string[],
): string[][] {
  const peers = rounds.flatMap((round) => round.peers[kind] ?? []);
  const rows = peers.length > 0 ? [peerRow(PEERS[kind].title, peers)] : [];
  shapes.forEach((shape, index) => {
    if (shape.operation.kind !== kind) return;
    const loads = rounds.map((round) => round.loads[index] as MeasuredLoad);
    rows.push(shapeRow(shape, loads, peers));
  });
  return rows;
}

function rateTable(options: ReportOptions): string {
  const peerRow = (title: string, peers: MeasuredPgbench[]) => {
    const clients = [...new Set(peers.map((peer) => peer.clients))].join(" or ");
    const rates = peers.map((peer) => peer.transactions_per_second);
    return [`${title}, ${clients} clients`, formatSpread(spread(rates)), NOTHING, NOTHING, "1.00"];
  };
  const shapeRow = (shape: Shape, loads: MeasuredLoad[], peers: MeasuredPgbench[]) => {
    const rates = loads.map((load) => load.per_second);
    const peer_rates = peers.map((peer) => peer.transactions_per_second);
    return [
      nameOf(shape),
      formatSpread(spread(rates)),
      formatSpread(spread(loads.map((load) => load.p50_ms)), 1),
      formatSpread(spread(loads.map((load) => load.p99_ms)), 1),
      peers.length > 0 ? formatSpread(ratioSpread(rates, peer_rates), 2) : NOTHING,
    ];
  };
  const rows = KINDS.flatMap((kind) => rowsOf(options, kind, peerRow, shapeRow));
  return formatTable(["", "a second", "p50 ms", "p99 ms", "× pgbench"], rows);
}

/** What the endpoint heard, if there was one. */
function toldTable({ shapes, rounds }: ReportOptions): string[] {
  const rows = shapes.flatMap((shape, index) => {
    const heard = rounds.flatMap(({ loads }) => loads[index]?.told ?? []);
    if (heard.length === 0) return [];
    const cell = (read: (told: Told) => number, digits: number) =>
      formatSpread(spread(heard.map(read)), digits);
    return [
      [
        nameOf(shape),
        cell(({ per_second }) => per_second, 0),
        cell(({ p50_ms }) => p50_ms / 1000, 1),
        cell(({ p99_ms }) => p99_ms / 1000, 1),
        cell(({ last_s }) => last_s, 1),
      ],
    ];
  });
  if (rows.length === 0) return [];
  return [
    "What the webhook endpoint heard: in the measured seconds, how long after each event, and how long after the last request all of it, the warm-up's included. Webhooks wait while payments queue, for up to half a minute.",
    formatTable(["", "webhooks a second", "p50 s", "p99 s", "last after s"], rows),
  ];
}

/**
 * Figures of a machine that also did something else are too low, and not equally so for both sides. Some of what
 * others use is the kernel, writing for PostgreSQL.
 */
const BUSY_PROCESSORS = 0.5;

function busyNote(rounds: readonly Round[]): string[] {
  const times = rounds.flatMap(({ peers, loads }) =>
    [...Object.values(peers), ...loads].flatMap((run) => run.processor_time ?? []),
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

function processorTable(options: ReportOptions): string {
  const peerRow = (title: string, peers: MeasuredPgbench[]) =>
    processorRow(
      title,
      peers.map(({ transactions_per_second: rate, processor_time }) => ({ rate, processor_time })),
    );
  const shapeRow = (shape: Shape, loads: MeasuredLoad[]) =>
    processorRow(
      nameOf(shape),
      loads.map(({ per_second: rate, processor_time }) => ({ rate, processor_time })),
    );
  const rows = KINDS.flatMap((kind) => rowsOf(options, kind, peerRow, shapeRow));
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
