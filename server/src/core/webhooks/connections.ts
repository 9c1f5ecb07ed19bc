import { createRequire } from "node:module";
import type { LookupFunction, Socket } from "node:net";
import type { buildConnector as BuildConnector, Client } from "undici";
import { readPastContinue } from "./read-past-continue.ts";

// Only what carries HTTP/1.1. The package's entrance loads its caches, mocks and sockets of other kinds as well, which
// costs a start 35 ms and 9 MB, and puts an agent of its own under everything in the process that calls fetch.
const load = createRequire(import.meta.url);
const HttpClient = load("undici/lib/dispatcher/client.js") as typeof Client;
const buildConnector = load("undici/lib/core/connect.js") as (
  options: BuildConnector.BuildOptions,
) => (...args: Parameters<BuildConnector.connector>) => Socket;

/** A connection to an origin, or one in the making. It carries one exchange at a time. */
export interface Connection {
  readonly origin: string;
  readonly client: Client;
  /** Whether the first exchange on it is still to come, or under way. */
  isFresh(): boolean;
  /** It has carried an exchange to its end, and may carry another. */
  keep(): void;
  /** Whatever is under way on it fails with this error. */
  drop(error: Error): void;
}

/** Connections that wait for the next exchange with their origin. */
export interface Connections {
  /** One that was kept, or else a new one. */
  take(origin: string): Connection;
  open(origin: string): Connection;
  /** Ends all of them, in use or not. */
  close(): void;
}

const KEPT_MS = 30_000;
/** Receivers say when they close what is idle; a request that would arrive just then is better sent elsewhere. */
const MARGIN_MS = 1_000;
const MOST_KEPT = 64;

// Time is measured by whoever exchanges something, from the look-up of the host to the end of the answer.
const CLIENT_OPTIONS: Client.Options = {
  pipelining: 1,
  keepAliveTimeout: KEPT_MS,
  keepAliveMaxTimeout: KEPT_MS,
  keepAliveTimeoutThreshold: MARGIN_MS,
  headersTimeout: 0,
  bodyTimeout: 0,
};

/**
 * Every connection is a client of its own: a pool of them would make those who exceed its size wait for each other, and
 * would not tell which connection an exchange failed on. Nothing is remembered of an origin without a kept connection.
 */
export function createConnections(lookup: LookupFunction | undefined): Connections {
  const all = new Set<Connection>();
  const kept = new Map<string, Connection[]>();
  const connect = buildConnector({ timeout: 0, ...(lookup && { lookup }) } as BuildConnector.BuildOptions);

  function keep(connection: Connection): void {
    const waiting = kept.get(connection.origin) ?? [];
    if (waiting.length >= MOST_KEPT) {
      connection.drop(new Error("Enough connections are kept."));
      return;
    }
    waiting.push(connection);
    kept.set(connection.origin, waiting);
  }

  function forget(connection: Connection): void {
    const waiting = kept.get(connection.origin);
    const index = waiting?.indexOf(connection) ?? -1;
    if (waiting === undefined || index < 0) return;
    waiting.splice(index, 1);
    if (waiting.length === 0) kept.delete(connection.origin);
    all.delete(connection);
  }

  function open(origin: string): Connection {
    let is_fresh = true;
    let socket: Socket | undefined;
    const client = new HttpClient(origin, {
      ...CLIENT_OPTIONS,
      connect(options, callback) {
        socket = connect(options, callback);
        readPastContinue(socket);
      },
    });
    const connection: Connection = {
      origin,
      client,
      isFresh: () => is_fresh,
      keep() {
        is_fresh = false;
        keep(connection);
      },
      drop(error) {
        forget(connection);
        all.delete(connection);
        client.destroy(error, () => {});
        // The client does not know of a socket that is still connecting.
        socket?.destroy();
      },
    };
    // A client whose kept connection was closed before anything was said on it makes another by itself.
    client.on("connect", () => {
      is_fresh = true;
    });
    client.on("disconnect", () => forget(connection));
    all.add(connection);
    return connection;
  }

  return {
    take(origin) {
      const waiting = kept.get(origin);
      const connection = waiting?.pop();
      if (waiting?.length === 0) kept.delete(origin);
      return connection ?? open(origin);
    },
    open,
    close() {
      for (const connection of all) connection.drop(new Error("No more is sent."));
    },
  };
}
