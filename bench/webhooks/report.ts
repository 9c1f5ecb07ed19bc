import type { MeasuredLoad } from "../load.ts";
import type { ProcessorTime } from "../processor-time.ts";
import { median, spread } from "../statistics.ts";
import { formatSpread, formatTable } from "../table.ts";
import type { Drained, PaidAndTold } from "./measure.ts";

export interface WebhookRound {
  /** Payments of which nobody is told. */
  readonly alone: MeasuredLoad;
  readonly told: PaidAndTold;
  /** At half of that rate. */
  readonly half: PaidAndTold;
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
    "Each cell with three figures: the least, the median and the greatest round. The times run from the event's moment, just before its commit, to the endpoint's acknowledgement.",
    "Processor time, medians of the rounds: microseconds for one payment with its webhook, or one webhook.",
    processorTable(rounds),
  ].join("\n\n");
}

function rateTable(rounds: readonly WebhookRound[], connections: number, backlog: number): string {
  const cell = (read: (round: WebhookRound) => number, digits = 0) =>
    formatSpread(spread(rounds.map(read)), digits);
  return formatTable(
    ["", "payments/s", "webhooks/s", "p50 ms", "p99 ms"],
    [
      [
        `payments alone, ${connections} connections`,
        cell(({ alone }) => alone.per_second),
        NOTHING,
        NOTHING,
        NOTHING,
      ],
      [
        "payments and their webhooks",
        cell(({ told }) => told.load.per_second),
        cell(({ told }) => told.deliveries_per_second),
        cell(({ told }) => told.latencies.p50_ms),
        cell(({ told }) => told.latencies.p99_ms),
      ],
      [
        "the same at half the rate",
        cell(({ half }) => half.load.per_second),
        cell(({ half }) => half.deliveries_per_second),
        cell(({ half }) => half.latencies.p50_ms),
        cell(({ half }) => half.latencies.p99_ms),
      ],
      [
        `a backlog of ${backlog}, alone`,
        NOTHING,
        cell(({ drained }) => drained.deliveries_per_second),
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
      row("payments and their webhooks", ({ told }) => [told.load.processor_time, told.load.per_second]),
      row("the same at half the rate", ({ half }) => [half.load.processor_time, half.load.per_second]),
      row("a backlog, alone", ({ drained }) => [drained.processor_time, drained.deliveries_per_second]),
    ],
  );
}
