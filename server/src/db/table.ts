import type { Scope } from "../kit/scope.ts";
import type { Queryable } from "./types.ts";

/** Whether a write may change a column after its row was made, and whether it is kept as JSON. */
export type ColumnKind = "fixed" | "fixed json" | "mutable" | "mutable json";

/** The statements that every noun with a table of its own needs, each of one merchant in one mode. */
export interface Table<Row> {
  readonly name: string;
  readonly column_names: readonly (keyof Row & string)[];
  /** `SELECT … WHERE` the merchant and the mode, which are `$1` and `$2`: a statement goes on with ` AND …`, from `$3`. */
  readonly select: string;
  insert(db: Queryable, scope: Scope, row: Row): Promise<void>;
  /** False when that row exists already, by its id or by anything else that is unique; then nothing was written. */
  insertUnlessMade(db: Queryable, scope: Scope, row: Row): Promise<boolean>;
  /** Writes what may change of a row that the caller has locked. */
  update(transaction: Queryable, scope: Scope, row: Row): Promise<void>;
  find(db: Queryable, scope: Scope, id: string): Promise<Row | undefined>;
  findSeveral(db: Queryable, scope: Scope, ids: readonly string[]): Promise<Row[]>;
  /** Reads a row and keeps other writers away until the transaction ends. */
  lock(transaction: Queryable, scope: Scope, id: string): Promise<Row | undefined>;
}

/**
 * Describes a table, whose first columns are `merchant_id`, `livemode` and `id`, by all the columns of its record. The
 * statements are written once, when the server starts.
 */
export function table<Row extends { readonly id: string }>(
  name: string,
  columns: Readonly<Record<keyof Row & string, ColumnKind>>,
): Table<Row> {
  const column_names = Object.keys(columns) as (keyof Row & string)[];
  const mutable_names = column_names.filter((column) => columns[column].startsWith("mutable"));
  const sql = statements(name, column_names, mutable_names);
  const valuesOf = (row: Row, names: readonly (keyof Row & string)[]) =>
    names.map((column) => (columns[column].endsWith("json") ? asJson(row[column]) : row[column]));
  return {
    name,
    column_names,
    select: sql.select,
    async insert(db, { merchant_id, livemode }, row) {
      await db.query(sql.insert, [merchant_id, livemode, ...valuesOf(row, column_names)]);
    },
    async insertUnlessMade(db, { merchant_id, livemode }, row) {
      const values = [merchant_id, livemode, ...valuesOf(row, column_names)];
      return (await db.query(sql.insert_unless_made, values)).length === 1;
    },
    async update(transaction, { merchant_id, livemode }, row) {
      await transaction.query(sql.update, [merchant_id, livemode, row.id, ...valuesOf(row, mutable_names)]);
    },
    async find(db, { merchant_id, livemode }, id) {
      return (await db.query<Row>(sql.find, [merchant_id, livemode, id]))[0];
    },
    findSeveral: (db, { merchant_id, livemode }, ids) =>
      db.query<Row>(sql.find_several, [merchant_id, livemode, ids]),
    async lock(transaction, { merchant_id, livemode }, id) {
      return (await transaction.query<Row>(sql.lock, [merchant_id, livemode, id]))[0];
    },
  };
}

function statements(name: string, column_names: readonly string[], mutable_names: readonly string[]) {
  const columns = column_names.join(", ");
  const values = column_names.map((_, index) => `$${index + 3}`).join(", ");
  const assignments = mutable_names.map((column, index) => `${column} = $${index + 4}`).join(", ");
  const insert = `INSERT INTO ${name} (merchant_id, livemode, ${columns}) VALUES ($1, $2, ${values})`;
  const select = `SELECT ${columns} FROM ${name} WHERE merchant_id = $1 AND livemode = $2`;
  return {
    insert,
    insert_unless_made: `${insert} ON CONFLICT DO NOTHING RETURNING 1`,
    update: `UPDATE ${name} SET ${assignments} WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    select,
    find: `${select} AND id = $3`,
    find_several: `${select} AND id = ANY($3)`,
    lock: `${select} AND id = $3 FOR UPDATE`,
  };
}

function asJson(value: unknown): string | null | undefined {
  return value === null ? null : JSON.stringify(value);
}
