/** What tries with cards are counted by, in the order in which the counts are locked. */
export const VELOCITY_KINDS = ["address", "card", "payment"] as const;

export type VelocityKind = (typeof VELOCITY_KINDS)[number];

/** How many declined tries there may be, for each thing that they are counted by; 0 means any number. */
export interface VelocityLimits extends Readonly<Record<VelocityKind, number>> {
  /** In test mode everybody types the same few numbers, so there cards are not counted unless somebody wants to see it. */
  readonly counts_test_cards: boolean;
}

export const VELOCITY_LIMITS: VelocityLimits = {
  address: 60,
  card: 8,
  payment: 10,
  counts_test_cards: false,
};

const MINUTE_MS = 60_000;

/** The sliding windows in which they are counted. */
export const VELOCITY_WINDOWS_MS: Readonly<Record<VelocityKind, number>> = {
  address: 10 * MINUTE_MS,
  card: 60 * MINUTE_MS,
  payment: 60 * MINUTE_MS,
};

/** A try that was not declined counts as a tenth of one that was. */
export const POINTS = { declined: 10, other: 1, nothing: 0 } as const;

export type TryOutcome = keyof typeof POINTS;

/** What has been counted for one of them. */
export interface VelocityCount {
  readonly began_at: Date;
  readonly points: number;
  readonly points_before: number;
}

/** How long it takes until a try fits in again: what the window before counts for shrinks as this one goes on. */
export function waitingTime(
  { began_at, points, points_before }: VelocityCount,
  limit_points: number,
  window_ms: number,
  now: Date,
): number {
  const room = limit_points - POINTS.declined;
  const elapsed_ms = Math.max(0, now.getTime() - began_at.getTime());
  if (points <= room) {
    const needed_ms = points_before <= 0 ? 0 : window_ms * (1 - (room - points) / points_before);
    return Math.max(0, needed_ms - elapsed_ms);
  }
  return Math.max(0, window_ms - elapsed_ms) + window_ms * (1 - Math.max(0, room) / points);
}
