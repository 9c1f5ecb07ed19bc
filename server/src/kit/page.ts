/** Which part of a list is asked for: lists go from the newest to the oldest. */
export interface Page {
  readonly limit: number;
  /** The last item that the caller has seen; what follows was made before it. */
  readonly after_id: string | null;
}

export interface Listed<T> {
  readonly items: readonly T[];
  readonly has_more: boolean;
}

/** A page of what was found, when one more than asked for was looked for. */
export function listed<T>(found: readonly T[], { limit }: Pick<Page, "limit">): Listed<T> {
  return { items: found.slice(0, limit), has_more: found.length > limit };
}
