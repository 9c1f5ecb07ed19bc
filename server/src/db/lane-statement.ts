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
  /** The first one is never NULL: the rows are counted by it. */
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
  return { name: definition.name, text: definition.sql(tableOf(columns)), columns, key: definition.key };
}

/**
 * The arrays as a table. `unnest` would say the same in fewer words, but it sets a store aside for every array and
 * batch: with thirty columns that costs more than the rows of a small batch do.
 */
function tableOf(columns: [string, ColumnType][]): string {
  const [first] = columns;
  if (first === undefined) throw new Error("A lane statement needs a column.");
  const values = columns.map(([name, type], index) => `($${index + 1}::${type}[])[ordinal] AS ${name}`);
  const ordinals = `generate_series(1, cardinality($1::${first[1]}[])) AS ordinal`;
  return `(SELECT ordinal, ${values.join(", ")} FROM ${ordinals}) AS input`;
}
