import type { Scope } from "../kit/scope.ts";
import type { Table } from "./table.ts";
import type { Queryable } from "./types.ts";

/**
 * Takes rows of all merchants whose time has come, the longest due first, and puts their next time off, so that workers
 * do not work on the same one.
 */
export type ClaimDue<Row> = (
  db: Queryable,
  now: Date,
  next_at: Date,
  limit: number,
) => Promise<(Row & Scope)[]>;

/** `due` is the column with the time; `condition` says what else has to be so, as the table's index has it. */
export function claimDue<Row extends object>(
  { name, column_names }: Table<Row>,
  due: keyof Row & string,
  condition?: string,
): ClaimDue<Row> {
  const claimed = ["merchant_id", "livemode", ...column_names].map((column) => `claimed.${column}`);
  const is_due = [condition, `${due} <= $1`].filter((part) => part !== undefined).join(" AND ");
  const statement = `UPDATE ${name} AS claimed SET ${due} = $2
       FROM (SELECT merchant_id, livemode, id FROM ${name}
              WHERE ${is_due} ORDER BY ${due} LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
      WHERE claimed.merchant_id = due.merchant_id AND claimed.livemode = due.livemode AND claimed.id = due.id
     RETURNING ${claimed.join(", ")}`;
  return (db, now, next_at, limit) => db.query<Row & Scope>(statement, [now, next_at, limit]);
}
