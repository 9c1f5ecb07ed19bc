import type { TimeRange } from "./time-range.ts";

/** Which part of a list is asked for: lists go from the newest to the oldest. */
export interface Page {
  readonly limit: number;
  /** The last item that the caller has seen; what follows was made before it. */
  readonly after_id: string | null;
  /** The first item that the caller has seen, to go back from: the page is what was made next after it. */
  readonly before_id?: string | null;
  /** Only what was made in this stretch of time. */
  readonly created?: TimeRange;
}

export interface Listed<T> {
  readonly items: readonly T[];
  /** Whether there is more in the direction that the page goes: older things, or newer ones before `before_id`. */
  readonly has_more: boolean;
}

/**
 * A page of what was found, when one more than asked for was looked for. What lies before an item is found from there
 * on, oldest first, and is turned round.
 */
export function listed<T>(
  found: readonly T[],
  { limit, before_id = null }: Pick<Page, "limit" | "before_id">,
): Listed<T> {
  const nearest = found.slice(0, limit);
  return { items: before_id === null ? nearest : nearest.reverse(), has_more: found.length > limit };
}
