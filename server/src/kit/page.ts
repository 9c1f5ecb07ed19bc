/** Which part of a list is asked for; lists go from the newest to the oldest, by id. */
export interface Page {
  readonly limit: number;
  /** Rows made before this one. */
  readonly after_id: string | null;
}

export interface Listed<T> {
  readonly items: readonly T[];
  readonly has_more: boolean;
}

/** A page of rows of which one more than asked for was read, to see whether there are more. */
export function listed<T>(rows: readonly T[], limit: number): Listed<T> {
  return { items: rows.slice(0, limit), has_more: rows.length > limit };
}
