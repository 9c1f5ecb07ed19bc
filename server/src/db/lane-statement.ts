import type { ColumnType } from "./column-encoders.ts";

/** A statement that carries many requests' rows at once. Its SQL stands in the noun's `store.ts`. */
export interface LaneStatement<Row, Result> {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly (readonly [column: string, type: ColumnType])[];
  /** Rows with the same key touch the same thing and never share a batch. */
  readonly key: ((row: Row) => string) | undefined;
  /** Only for the compiler: what a row's promise resolves to. */
  readonly result?: Result;
}

export interface LaneStatementDefinition<Row> {
  /** Also the name of the prepared statement. */
  name: string;
  columns: Record<keyof Row & string, ColumnType>;
  key?: (row: Row) => string;
  /**
   * The statement, given the rows of the batch as a table expression named `input`. It returns at most one row per
   * input row, with that row's `ordinal`.
   */
  sql: (input: string) => string;
}

export function laneStatement<Row, Result>(
  definition: LaneStatementDefinition<Row>,
): LaneStatement<Row, Result> {
  const columns = Object.entries(definition.columns) as [string, ColumnType][];
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(", ");
  const names = columns.map(([column]) => column).join(", ");
  const input = `unnest(${arrays}) WITH ORDINALITY AS input(${names}, ordinal)`;
  return { name: definition.name, text: definition.sql(input), columns, key: definition.key };
}
