import type { IncomingMessage } from "node:http";

/**
 * Who asks, by the key, unread: whether that is a good one is found out inside. Everybody without one is one caller.
 * Reads are a caller of their own, so whoever pays too fast can still look what became of it.
 */
export function callerOf({ method, headers }: Pick<IncomingMessage, "method" | "headers">): string {
  const key = headers.authorization ?? headers["x-api-key"];
  return nameCaller(typeof key === "string" ? key : "", method === "GET" || method === "HEAD");
}

const nameCaller = (key: string, is_read: boolean) => (is_read ? `${key} reads` : key);

/** What a decision at the door needs to know of a request's headers. */
export interface DoorHeaders {
  readonly caller: string;
  /** A page of another origin may ask. */
  readonly for_page: boolean;
  /** Its body, if there is one, is announced to be short, and comes without being asked for. */
  readonly is_simple: boolean;
}

/** Bodies that are longer, or of unknown length, are not passed over without counting. */
const SHORT_BODY_BYTES = 64 * 1024;

/** The same from the headers as they were sent, names and values in turns, of which no object has been made yet. */
export function readDoorHeaders(headers: readonly string[], is_read: boolean): DoorHeaders {
  let authorization: string | undefined;
  let api_key: string | undefined;
  let for_page = false;
  let is_simple = true;
  for (let at = 0; at < headers.length; at += 2) {
    switch (nameOf(headers[at] ?? "")) {
      case "authorization":
        authorization ??= headers[at + 1];
        break;
      case "x-api-key":
        api_key ??= headers[at + 1];
        break;
      case "origin":
        for_page = true;
        break;
      case "content-length":
        is_simple &&= Number(headers[at + 1]) <= SHORT_BODY_BYTES;
        break;
      case "expect":
      case "transfer-encoding":
        is_simple = false;
        break;
    }
  }
  return { caller: nameCaller(authorization ?? api_key ?? "", is_read), for_page, is_simple };
}

const NAMES = ["authorization", "x-api-key", "origin", "expect", "content-length", "transfer-encoding"];
const LENGTHS = new Set(NAMES.map(({ length }) => length));

/** In small letters, where its length says that it may matter. */
const nameOf = (name: string) => (LENGTHS.has(name.length) ? name.toLowerCase() : name);
