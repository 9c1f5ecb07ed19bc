import type { Duplex } from "node:stream";
import pg from "pg";
import { type BoundValue, bindMessage } from "./bind-message.ts";

/** What PostgreSQL tells of a column. */
interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** What is used of the driver's connection. */
interface DriverConnection {
  readonly stream: Duplex;
  /** By name, what the server has parsed. */
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  parse(statement: { readonly name: string; readonly text: string }): void;
  describe(what: { readonly type: "S"; readonly name: string }): void;
}

/** How the rows of a statement are read. */
interface Columns {
  readonly names: readonly string[];
  readonly parsers: readonly ((text: string) => unknown)[];
  /** A row of nulls, of which rows are made: so that they are all of one shape. */
  readonly empty: Readonly<Record<string, unknown>>;
}

const NONE: Columns = { names: [], parsers: [], empty: {} };

/** By connection and name. A statement whose columns are others by now is refused by PostgreSQL. */
const known = new WeakMap<DriverConnection, Map<string, Columns>>();

function columnsOn(connection: DriverConnection): Map<string, Columns> {
  const columns = known.get(connection) ?? new Map<string, Columns>();
  known.set(connection, columns);
  return columns;
}

function readColumns(fields: readonly Field[], types: pg.CustomTypesConfig): Columns {
  const names = fields.map(({ name }) => name);
  const parsers = fields.map(({ dataTypeID }) => types.getTypeParser(dataTypeID, "text"));
  // Of all ways to make an object by the names of its properties, this one leaves it in its fastest form.
  const empty = JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));
  return { names, parsers, empty };
}

type Done<Row> = (error: Error | null, rows: Row[]) => void;

/** How the driver writes values for PostgreSQL; its types do not tell. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): BoundValue } }).utils;

/**
 * A statement that goes by a name. The driver's own has every execution described again, of which a statement with many
 * columns costs as much as some rows, and is sent in pieces; of this one, a connection asks for the columns once.
 */
class PreparedQuery<Row extends object> implements pg.Submittable {
  readonly name: string;
  readonly text: string;
  readonly #message: Buffer;
  readonly #types: pg.CustomTypesConfig;
  readonly #done: Done<Row>;
  readonly #rows: Row[] = [];
  #described: Map<string, Columns> | undefined;
  #columns: Columns | undefined;
  #failure: Error | undefined;

  constructor(
    name: string,
    text: string,
    values: readonly unknown[],
    types: pg.CustomTypesConfig,
    done: Done<Row>,
  ) {
    this.name = name;
    this.text = text;
    this.#message = bindMessage(
      name,
      values.map((value) => prepareValue(value)),
    );
    this.#types = types;
    this.#done = done;
  }

  submit(sent_through: unknown): null {
    const connection = sent_through as DriverConnection;
    const { name, text } = this;
    this.#described = columnsOn(connection);
    this.#columns = this.#described.get(name);
    // What is sent to a closing connection would be an error of its own; that it was lost is reported to each query.
    if (!connection.stream.writable) return null;
    if (this.#columns !== undefined) {
      connection.stream.write(this.#message);
      return null;
    }
    connection.stream.cork();
    if (connection.parsedStatements[name] === undefined) connection.parse({ name, text });
    connection.describe({ type: "S", name });
    connection.stream.write(this.#message);
    connection.stream.uncork();
    return null;
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#columns = readColumns(fields, this.#types);
    this.#described?.set(this.name, this.#columns);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#failure !== undefined) return;
    const { names, parsers, empty } = this.#columns ?? NONE;
    const row: Record<string, unknown> = { ...empty };
    try {
      for (let index = 0; index < fields.length; index++) {
        const text = fields[index] as string | null;
        if (text !== null) row[names[index] as string] = parsers[index]?.(text);
      }
      this.#rows.push(row as Row);
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  handleCommandComplete(): void {
    // What answers no rows is not described with columns.
    if (this.#columns === undefined) this.#described?.set(this.name, NONE);
  }

  handleReadyForQuery(): void {
    this.#done(this.#failure ?? null, this.#rows);
  }

  handleError(error: Error): void {
    this.#done(error, []);
  }
}

/** Runs a statement that goes by a name; with another text it has another name. */
export async function runPrepared<Row extends object>(
  client: pg.ClientBase,
  name: string,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
  types: pg.CustomTypesConfig,
): Promise<Row[]> {
  try {
    return await new Promise<Row[]>((resolve, reject) => {
      const done: Done<Row> = (error, rows) => (error === null ? resolve(rows) : reject(error));
      client.query(new PreparedQuery(name, text, values, types, done));
    });
  } catch (error) {
    // Where the statement was asked for says more than where its answer was read.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
