import type { Page } from "../kit/page.ts";
import type { Queryable } from "./types.ts";

/** Values that columns must have; null leaves a column open, so what always has to hold stands in the statement itself. */
interface Filter {
  readonly [column: string]: string | null | undefined;
}

/** What the longest page needs: its rows, the cursor's own and the one that tells that there are more. */
const MOST_ROWS = 102;

/** By what is selected, and by what is asked of it: statements, whose texts are long, are put together once. */
const pages = new Map<string, Map<string, string>>();

function pageOf(select: string, rest: string, parameter: number): string {
  const known = pages.get(select) ?? new Map<string, string>();
  let text = known.get(rest);
  if (text === undefined) {
    text = `SELECT * FROM (${select}${rest}) AS nearest LIMIT $${parameter}`;
    pages.set(select, known.set(rest, text));
  }
  return text;
}

/**
 * Cuts a page out of a list, one row more than asked for, for `listed` in kit/page.ts. The statement is a SELECT whose
 * end is its WHERE clause, of one table with an `id` and a `created_at`. The rows nearest to the page's cursor come
 * first, so that the index finds them from either side, and before them the cursor's own, so that most pages tell
 * whether there is such a thing. What is not asked for is not in the statement, so that one plan serves all pages that
 * are cut in the same way. That it is kept needs the inner limit: of a bound one PostgreSQL thinks as of a tenth of the
 * table, and plans anew for each page, which takes longer than to find its rows.
 */
export function selectPage<Row extends object>(
  db: Queryable,
  select: string,
  select_values: readonly unknown[],
  { limit, after_id, before_id = null, created }: Page,
  filter: Filter = {},
): Promise<Row[]> {
  const values = [...select_values];
  let rest = "";
  const demand = (condition: string, value: unknown) => {
    if (value !== null && value !== undefined) rest += ` AND ${condition} $${values.push(value)}`;
  };
  for (const [column, value] of Object.entries(filter)) demand(`${column} =`, value);
  if (before_id === null) demand("id <=", after_id);
  else demand("id >=", before_id);
  demand("created_at >=", created?.from);
  demand("created_at <", created?.before);
  const order = before_id === null ? "DESC" : "ASC";
  const rows = limit + 1 + (after_id === null && before_id === null ? 0 : 1);
  rest += ` ORDER BY id ${order} LIMIT ${Math.max(rows, MOST_ROWS)}`;
  return db.query<Row>(pageOf(select, rest, values.push(rows)), values);
}
