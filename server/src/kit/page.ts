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
  /** Whether the item that the page begins behind was found in the list: then nobody need look for it elsewhere. */
  readonly cursor_seen: boolean;
}

/**
 * A page of what was found, when one more than asked for was looked for. What lies before an item is found from there
 * on, oldest first, and is turned round. When the first that was found is the cursor itself, it is not of the page.
 */
export function listed<T extends { readonly id: string }>(
  found: readonly T[],
  { limit, after_id = null, before_id = null }: Pick<Page, "limit"> & Partial<Page>,
): Listed<T> {
  const cursor_seen = found[0] !== undefined && found[0].id === (before_id ?? after_id);
  const start = cursor_seen ? 1 : 0;
  const nearest = found.slice(start, start + limit);
  return {
    items: before_id === null ? nearest : nearest.reverse(),
    has_more: found.length > start + limit,
    cursor_seen,
  };
}
