import type pg from "pg";
import { formatTable } from "../table.ts";

/** Bytes on disk of one table, or of one of its indexes. */
export interface RelationSize {
  readonly table: string;
  /** Null for the table itself. */
  readonly index: string | null;
  readonly bytes: number;
}

const SIZES = `
SELECT relation.relname AS "table", NULL AS index, pg_table_size(relation.oid)::float8 AS bytes FROM pg_class AS relation
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
UNION ALL
SELECT tablename, indexname, pg_relation_size(format('%I.%I', schemaname, indexname)::regclass)::float8 FROM pg_indexes
 WHERE schemaname = 'public'
 ORDER BY 1, 2 NULLS FIRST`;

export async function readSizes(db: pg.Client): Promise<RelationSize[]> {
  return (await db.query<RelationSize>(SIZES)).rows;
}

/** What each table and index has grown by, for each of so many payments; what did not grow is left out. */
export function growthPerPayment(
  before: readonly RelationSize[],
  after: readonly RelationSize[],
  payments: number,
): RelationSize[] {
  return after
    .map(({ table, index, bytes }) => {
      const earlier = before.find((size) => size.table === table && size.index === index);
      return { table, index, bytes: (bytes - (earlier?.bytes ?? 0)) / payments };
    })
    .filter(({ bytes }) => bytes >= 1);
}

export function formatGrowth(sizes: readonly RelationSize[]): string {
  const sum = (is_meant: (size: RelationSize) => boolean) =>
    sizes.filter(is_meant).reduce((total, { bytes }) => total + bytes, 0);
  return formatTable(
    ["bytes for each payment", ""],
    [
      ...sizes.map(({ table, index, bytes }) => [index === null ? table : `- ${index}`, bytes.toFixed(0)]),
      ["all tables", sum(({ index }) => index === null).toFixed(0)],
      ["all indexes", sum(({ index }) => index !== null).toFixed(0)],
      ["together", sum(() => true).toFixed(0)],
    ],
  );
}
