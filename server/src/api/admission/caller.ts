import type { IncomingMessage } from "node:http";

/** What a decision at the door needs to know of a request's headers. */
export interface DoorHeaders {
  /** By its key, unread: whether that is a good one is found out inside. Everybody without one is one caller. */
  caller: string;
  /** A page of another origin asks. */
  for_page: boolean;
  /** Its body, if there is one, is announced to be short. */
  is_short: boolean;
  expects: boolean;
}

/** Longer bodies are not waited for when they are not wanted. */
export const SHORT_BODY_BYTES = 64 * 1024;

export function callerOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const key = headers.authorization ?? headers["x-api-key"];
  return typeof key === "string" ? key : "";
}

/** The same from the headers as they were sent, names and values in turns, of which no object has been made yet. */
export function readDoorHeaders(headers: readonly string[]): DoorHeaders {
  let authorization: string | undefined;
  let api_key: string | undefined;
  const found = { caller: "", for_page: false, is_short: true, expects: false };
  for (let at = 0; at < headers.length; at += 2) {
    const value = headers[at + 1] ?? "";
    switch (nameOf(headers[at] ?? "")) {
      case "authorization":
        authorization ??= value;
        break;
      case "x-api-key":
        api_key ??= value;
        break;
      case "origin":
        found.for_page = true;
        break;
      case "expect":
        found.expects = true;
        break;
      case "content-length":
        if (Number(value) > SHORT_BODY_BYTES) found.is_short = false;
        break;
      case "transfer-encoding":
        found.is_short = false;
        break;
    }
  }
  found.caller = authorization ?? api_key ?? "";
  return found;
}

const LENGTHS = new Set(
  ["authorization", "x-api-key", "origin", "expect", "content-length", "transfer-encoding"].map(
    ({ length }) => length,
  ),
);

/** In small letters, where its length says that it may matter. */
const nameOf = (name: string) => (LENGTHS.has(name.length) ? name.toLowerCase() : name);
