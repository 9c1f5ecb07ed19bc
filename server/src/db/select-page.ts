import type { Page } from "../kit/page.ts";
import type { Queryable } from "./types.ts";

/**
 * Cuts a page out of a list, one row more than asked for, for `listed` in kit/page.ts. The statement is a SELECT whose
 * end is its WHERE clause, of one table with an `id` and a `created_at`. The rows nearest to the page's cursor come
 * first, so that the index finds them from either side.
 */
export function selectPage<Row extends object>(
  db: Queryable,
  select: string,
  values: readonly unknown[],
  { limit, after_id, before_id = null, created }: Page,
): Promise<Row[]> {
  const [cursor, from, before, rows] = [1, 2, 3, 4].map((offset) => `$${values.length + offset}`);
  const [beyond, order] = before_id === null ? ["<", "DESC"] : [">", "ASC"];
  return db.query<Row>(
    `${select}
        AND (${cursor}::uuid IS NULL OR id ${beyond} ${cursor})
        AND (${from}::timestamptz IS NULL OR created_at >= ${from})
        AND (${before}::timestamptz IS NULL OR created_at < ${before})
      ORDER BY id ${order} LIMIT ${rows}`,
    [...values, before_id ?? after_id, created?.from ?? null, created?.before ?? null, limit + 1],
  );
}
