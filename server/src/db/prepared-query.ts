import type { Duplex } from "node:stream";
import pg from "pg";
import { type BoundValue, bindMessage, resultFormats, TEXTS_ONLY } from "./bind-message.ts";
import { binaryReader, type ColumnReader, columnReader } from "./column-readers.ts";
import { type RowSplitter, splitRows } from "./row-splitter.ts";

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
  /** Of texts, as all columns come at first. */
  readonly text_readers: readonly ColumnReader[];
  /** Of what is asked for once the columns are known. */
  readonly readers: readonly ColumnReader[];
  readonly formats: Buffer;
  /** A row of nulls, of which rows are made: so that they are all of one shape. */
  readonly empty: Readonly<Record<string, unknown>>;
}

const NONE: Columns = { names: [], text_readers: [], readers: [], formats: TEXTS_ONLY, empty: {} };

/** What is kept of a connection. */
interface Known {
  /** By the name of a statement. One whose columns are others by now is refused by PostgreSQL. */
  readonly columns: Map<string, Columns>;
  readonly rows: RowSplitter;
}

const known = new WeakMap<DriverConnection, Known>();

function knownOf(connection: DriverConnection): Known {
  const found = known.get(connection);
  if (found !== undefined) return found;
  const made = { columns: new Map<string, Columns>(), rows: splitRows(connection.stream) };
  known.set(connection, made);
  return made;
}

function readColumns(fields: readonly Field[], types: pg.CustomTypesConfig): Columns {
  const names = fields.map(({ name }) => name);
  const text_readers = fields.map(({ dataTypeID }) => columnReader(dataTypeID, types));
  const binary_readers = fields.map(({ dataTypeID }) => binaryReader(dataTypeID));
  const are_binary = binary_readers.map((reader) => reader !== undefined);
  const formats = are_binary.includes(true) ? resultFormats(are_binary) : TEXTS_ONLY;
  const readers = text_readers.map((reader, index) => binary_readers[index] ?? reader);
  // Of all ways to make an object by the names of its properties, this one leaves it in its fastest form.
  const empty = JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));
  return { names, text_readers, readers, formats, empty };
}

const LENGTH_BYTES = 4;
const COUNT_BYTES = 2;
const IS_NULL = -1;

/** Reads a row of the protocol: the number of columns, and each with its length. */
function readRow<Row>(
  { names, empty }: Columns,
  readers: readonly ColumnReader[],
  bytes: Buffer,
  start: number,
): Row {
  const row: Record<string, unknown> = { ...empty };
  let at = start + COUNT_BYTES;
  for (let index = 0; index < readers.length; index++) {
    const length = bytes.readInt32BE(at);
    at += LENGTH_BYTES;
    if (length === IS_NULL) continue;
    row[names[index] as string] = readers[index]?.(bytes, at, at + length);
    at += length;
  }
  return row as Row;
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
  readonly #values: readonly BoundValue[];
  readonly #types: pg.CustomTypesConfig;
  readonly #done: Done<Row>;
  readonly #rows: Row[] = [];
  #known: Known | undefined;
  #columns: Columns | undefined;
  #readers: readonly ColumnReader[] = [];
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
    this.#values = values.map((value) => prepareValue(value));
    this.#types = types;
    this.#done = done;
  }

  submit(sent_through: unknown): null {
    const connection = sent_through as DriverConnection;
    const { name, text } = this;
    this.#known = knownOf(connection);
    this.#known.rows.take = (bytes, start) => this.#takeRow(bytes, start);
    this.#columns = this.#known.columns.get(name);
    // What is sent to a closing connection would be an error of its own; that it was lost is reported to each query.
    if (!connection.stream.writable) return null;
    if (this.#columns !== undefined) {
      this.#readers = this.#columns.readers;
      connection.stream.write(bindMessage(name, this.#values, this.#columns.formats));
      return null;
    }
    connection.stream.cork();
    if (connection.parsedStatements[name] === undefined) connection.parse({ name, text });
    connection.describe({ type: "S", name });
    connection.stream.write(bindMessage(name, this.#values));
    connection.stream.uncork();
    return null;
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#columns = readColumns(fields, this.#types);
    this.#readers = this.#columns.text_readers;
    this.#known?.columns.set(this.name, this.#columns);
  }

  #takeRow(bytes: Buffer, start: number): void {
    if (this.#failure !== undefined) return;
    try {
      this.#rows.push(readRow(this.#columns ?? NONE, this.#readers, bytes, start));
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  handleCommandComplete(): void {
    // What answers no rows is not described with columns.
    if (this.#columns === undefined) this.#known?.columns.set(this.name, NONE);
  }

  handleReadyForQuery(): void {
    this.#end(this.#failure ?? null, this.#rows);
  }

  handleError(error: Error): void {
    this.#end(error, []);
  }

  #end(error: Error | null, rows: Row[]): void {
    if (this.#known !== undefined) this.#known.rows.take = undefined;
    this.#done(error, rows);
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
