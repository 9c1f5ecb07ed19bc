import type { LaneLoad, Lanes } from "./lanes.ts";

/** Something that runs one statement: the pool, or a transaction. Values are bound, never spliced. */
export interface Queryable {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** How much is waiting for the database. */
export interface DatabaseLoad extends LaneLoad {
  /** Statements and transactions for which no connection is free. */
  readonly waiting_for_connection: number;
}

export interface Database extends Queryable {
  /**
   * Runs `work` in one transaction. A serialization failure or a deadlock runs it again, so it must be free of side
   * effects outside the database: above all, no processor is ever called inside.
   */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
  /** Group commit: statements that carry the rows of many concurrent requests at once. */
  readonly lanes: Lanes;
  load(): DatabaseLoad;
  /** Resolves when the server answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
