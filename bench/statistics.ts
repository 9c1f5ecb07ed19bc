/** The least, the middle and the greatest of some measurements. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** The value that a share of the others does not exceed (nearest rank). `sorted` runs from least to greatest. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new RangeError("There is no percentile of nothing.");
  const rank = Math.ceil(share * sorted.length);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] as number;
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("There is no median of nothing.");
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

export function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/**
 * How many times the baseline, round by round: a machine that is busy for a while slows both sides of a round down,
 * so the ratios of the rounds vary less than the rates do.
 */
export function ratioSpread(rates: readonly number[], baselines: readonly number[]): Spread {
  if (rates.length !== baselines.length) throw new RangeError("Every round needs its own baseline.");
  return spread(rates.map((rate, round) => rate / (baselines[round] as number)));
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How much y grows with each unit of x: the line with the least squares. */
export function slope(points: readonly Point[]): number {
  if (points.length < 2) throw new RangeError("A slope needs two points.");
  const mean = (read: (point: Point) => number) =>
    points.reduce((total, point) => total + read(point), 0) / points.length;
  const mean_x = mean(({ x }) => x);
  const mean_y = mean(({ y }) => y);
  const covariance = mean(({ x, y }) => (x - mean_x) * (y - mean_y));
  return covariance / mean(({ x }) => (x - mean_x) ** 2);
}
