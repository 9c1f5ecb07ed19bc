import type { ColumnType } from "./column-encoders.ts";

/** A column of a batch: its type, and how one request's value is read. */
export type LaneColumn<Write> = readonly [type: ColumnType, read: (write: Write) => unknown];

/** A statement that carries many requests' rows at once. Its SQL stands in the noun's `store.ts`. */
export interface LaneStatement<Write, Result> {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly LaneColumn<Write>[];
  /** Writes with the same key touch the same thing and never share a batch. */
  readonly key: ((write: Write) => string) | undefined;
  /** Only for the compiler: what a write's promise resolves to. */
  readonly result?: Result;
}

export interface LaneStatementDefinition<Write> {
  /** Also the name of the prepared statement. */
  name: string;
  /** The first one is never NULL: the rows are counted by it. */
  columns: Readonly<Record<string, LaneColumn<Write>>>;
  key?: (write: Write) => string;
  /**
   * The statement, given the rows of the batch as a table expression named `input`. It returns at most one row per
   * input row, with that row's `ordinal`. `inputOf` makes the same of those rows whose ordinals another table has, so
   * that a part of the statement hands only ordinals on to the next one, and no copies of the rows.
   */
  sql: (input: string, inputOf: (source: string) => string) => string;
}

export function laneStatement<Write, Result>({
  name,
  columns,
  key,
  sql,
}: LaneStatementDefinition<Write>): LaneStatement<Write, Result> {
  const text = sql(tableOf(columns), (source) => rowsOf(source, columns));
  return { name, text, columns: Object.values(columns), key };
}

type Columns = Readonly<Record<string, LaneColumn<never>>>;

/**
 * The arrays as a table. `unnest` would say the same in fewer words, but it sets a store aside for every array and
 * batch: with thirty columns that costs more than the rows of a small batch do.
 */
function tableOf(columns: Columns): string {
  const [first] = Object.values(columns);
  if (first === undefined) throw new Error("A lane statement needs a column.");
  const ordinals = `generate_series(1, cardinality($1::${first[0]}[])) AS ordinal`;
  return `(SELECT ordinal, ${valuesAt("ordinal", columns)} FROM ${ordinals}) AS input`;
}

function rowsOf(source: string, columns: Columns): string {
  return `${source} CROSS JOIN LATERAL (SELECT ${valuesAt(`${source}.ordinal`, columns)}) AS input`;
}

function valuesAt(ordinal: string, columns: Columns): string {
  return Object.entries(columns)
    .map(([name, [type]], index) => `($${index + 1}::${type}[])[${ordinal}] AS ${name}`)
    .join(", ");
}
