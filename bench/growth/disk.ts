import type pg from "pg";
import { formatTable } from "../table.ts";

/** Bytes on disk of one table. */
export interface TableSize {
  readonly table: string;
  readonly heap_bytes: number;
  readonly index_bytes: number;
}

const SIZES = `
SELECT relname AS "table", pg_table_size(oid)::float8 AS heap_bytes, pg_indexes_size(oid)::float8 AS index_bytes
  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`;

export async function readSizes(db: pg.Client): Promise<TableSize[]> {
  return (await db.query<TableSize>(SIZES)).rows;
}

/** What each table has grown by, for each of so many payments; tables that did not grow are left out. */
export function growthPerPayment(
  before: readonly TableSize[],
  after: readonly TableSize[],
  payments: number,
): TableSize[] {
  return after
    .map(({ table, heap_bytes, index_bytes }) => {
      const earlier = before.find((size) => size.table === table);
      return {
        table,
        heap_bytes: (heap_bytes - (earlier?.heap_bytes ?? 0)) / payments,
        index_bytes: (index_bytes - (earlier?.index_bytes ?? 0)) / payments,
      };
    })
    .filter(({ heap_bytes, index_bytes }) => heap_bytes + index_bytes >= 1);
}

export function formatGrowth(sizes: readonly TableSize[]): string {
  const row = (table: string, heap_bytes: number, index_bytes: number) => [
    table,
    ...[heap_bytes, index_bytes, heap_bytes + index_bytes].map((bytes) => bytes.toFixed(0)),
  ];
  const sum = (read: (size: TableSize) => number) => sizes.reduce((total, size) => total + read(size), 0);
  return formatTable(
    ["bytes for each payment", "table", "indexes", "together"],
    [
      ...sizes.map(({ table, heap_bytes, index_bytes }) => row(table, heap_bytes, index_bytes)),
      row(
        "all",
        sum((size) => size.heap_bytes),
        sum((size) => size.index_bytes),
      ),
    ],
  );
}
