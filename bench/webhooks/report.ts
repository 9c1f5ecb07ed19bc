import type { MeasuredLoad } from "../load.ts";
import type { ProcessorTime } from "../processor-time.ts";
import { median, spread } from "../statistics.ts";
import { formatSpread, formatTable } from "../table.ts";
import type { Drained, PaidAndTold } from "./measure.ts";

export interface WebhookRound {
  /** Payments of which nobody is told. */
  readonly alone: MeasuredLoad;
  /** Of which an endpoint is told: they go before its webhooks. */
  readonly rush: PaidAndTold;
  /** The same, when that has gone on for longer than webhooks wait. */
  readonly lasting: PaidAndTold;
  /** At half the rate of payments alone. */
  readonly half: PaidAndTold;
  readonly quarter: PaidAndTold;
  readonly drained: Drained;
}

const NOTHING = "–";

export function formatWebhooks(
  rounds: readonly WebhookRound[],
  connections: number,
  backlog: number,
): string {
  return [
    "# Webhooks a second",
    rateTable(rounds, connections, backlog),
    "Each cell with three figures: the least, the median and the greatest round. The times run from the event's moment, just before its commit, to the endpoint's acknowledgement; the last webhook comes so many seconds after the last payment. While payments queue, webhooks wait for up to half a minute, and share the processors afterwards.",
    "Processor time, medians of the rounds: microseconds for one payment with its webhook, or one webhook.",
    processorTable(rounds),
  ].join("\n\n");
}

function rateTable(rounds: readonly WebhookRound[], connections: number, backlog: number): string {
  const cell = (read: (round: WebhookRound) => number, digits = 0) =>
    formatSpread(spread(rounds.map(read)), digits);
  const paidRow = (title: string, read: (round: WebhookRound) => PaidAndTold) => [
    title,
    cell((round) => read(round).load.per_second),
    cell((round) => read(round).told.per_second),
    cell((round) => read(round).told.p50_ms),
    cell((round) => read(round).told.p99_ms),
    cell((round) => read(round).told.last_s, 1),
  ];
  return formatTable(
    ["", "payments/s", "webhooks/s", "p50 ms", "p99 ms", "last after s"],
    [
      [
        `payments alone, ${connections} connections`,
        cell(({ alone }) => alone.per_second),
        NOTHING,
        NOTHING,
        NOTHING,
        NOTHING,
      ],
      paidRow("payments and their webhooks, a rush", ({ rush }) => rush),
      paidRow("the same after half a minute", ({ lasting }) => lasting),
      paidRow("at half the rate of payments alone", ({ half }) => half),
      paidRow("at a quarter of it", ({ quarter }) => quarter),
      [
        `a backlog of ${backlog}, alone`,
        NOTHING,
        cell(({ drained }) => drained.deliveries_per_second),
        NOTHING,
        NOTHING,
        NOTHING,
      ],
    ],
  );
}

function processorTable(rounds: readonly WebhookRound[]): string {
  const row = (name: string, read: (round: WebhookRound) => readonly [ProcessorTime | undefined, number]) => {
    const readings = rounds.flatMap((round) => {
      const [time, rate] = read(round);
      return time === undefined ? [] : [{ time, rate }];
    });
    if (readings.length === 0) return [name, NOTHING, NOTHING];
    const sides = ["server_s", "postgres_s"] as const;
    return [
      name,
      ...sides.map((side) =>
        median(readings.map(({ time, rate }) => (time[side] / time.at_s / rate) * 1e6)).toFixed(0),
      ),
    ];
  };
  return formatTable(
    ["", "Starway µs", "PostgreSQL µs"],
    [
      row("payments alone", ({ alone }) => [alone.processor_time, alone.per_second]),
      row("payments and their webhooks, a rush", ({ rush }) => [
        rush.load.processor_time,
        rush.load.per_second,
      ]),
      row("the same after half a minute", ({ lasting }) => [
        lasting.load.processor_time,
        lasting.load.per_second,
      ]),
      row("at half the rate of payments alone", ({ half }) => [
        half.load.processor_time,
        half.load.per_second,
      ]),
      row("at a quarter of it", ({ quarter }) => [quarter.load.processor_time, quarter.load.per_second]),
      row("a backlog, alone", ({ drained }) => [drained.processor_time, drained.deliveries_per_second]),
    ],
  );
}
