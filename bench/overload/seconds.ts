import { percentile } from "../statistics.ts";
import type { Second } from "./plan.ts";

/** Several seconds taken together. */
export interface Summary {
  readonly due: number;
  readonly accepted: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly accepted_p50_ms: number;
  readonly accepted_p99_ms: number;
  readonly accepted_max_ms: number;
  readonly refused_p99_ms: number;
}

export function summarize(seconds: readonly Second[]): Summary {
  const accepted_ms = sortedOf(seconds.flatMap((second) => second.accepted_ms));
  const refused_ms = sortedOf(seconds.flatMap((second) => second.refused_ms));
  const refused: Record<string, number> = {};
  for (const second of seconds) {
    for (const [status, count] of Object.entries(second.refused))
      refused[status] = (refused[status] ?? 0) + count;
  }
  return {
    due: sum(seconds.map(({ due }) => due)),
    accepted: sum(seconds.map(({ accepted }) => accepted)),
    refused,
    accepted_p50_ms: percentileOf(accepted_ms, 0.5),
    accepted_p99_ms: percentileOf(accepted_ms, 0.99),
    accepted_max_ms: percentileOf(accepted_ms, 1),
    refused_p99_ms: percentileOf(refused_ms, 0.99),
  };
}

/**
 * How many seconds of a step passed before the first second in which nothing was refused, 99 of 100 payments took no
 * longer than `normal_ms`, and that was still so in all seconds after it; undefined when there was none.
 */
export function secondsUntilNormal(seconds: readonly Second[], normal_ms: number): number | undefined {
  const is_normal = seconds.map((second) => {
    const { refused, accepted_p99_ms } = summarize([second]);
    return Object.keys(refused).length === 0 && accepted_p99_ms <= normal_ms;
  });
  const last_bad = is_normal.lastIndexOf(false);
  return last_bad + 1 < seconds.length ? last_bad + 1 : undefined;
}

const sortedOf = (values: readonly number[]) => Float64Array.from(values).sort();
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const percentileOf = (sorted: Float64Array, share: number) =>
  sorted.length === 0 ? Number.NaN : percentile(sorted, share);
