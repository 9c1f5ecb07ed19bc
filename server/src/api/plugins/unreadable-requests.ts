import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyRequest } from "fastify";
import { type Refusal, refuse } from "../../kit/result.ts";
import { RequestRefused } from "./request-refused.ts";

/** How an API words a refusal: the status, and the body before it is written as JSON. */
export type DescribeRefusal = (refusal: Refusal, request_id: string) => { status: number; body: object };

/** The addresses of one API, and its words. */
export interface RefusingDoor {
  readonly prefix: string;
  readonly describe: DescribeRefusal;
}

/** What the HTTP parser tells about a request that it gave up. */
interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

const LINGER_MS = 1_000;

/**
 * Answers what Node refuses before there is a request: too much in the headers, too slow, not HTTP. The API whose
 * address stands in the request line, as far as that has arrived, says it; otherwise the first door does. `doors` may
 * still grow.
 */
export function refuseUnreadable(
  doors: readonly [RefusingDoor, ...RefusingDoor[]],
  newRequestId: () => string,
): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    if (!socket.writable) return;
    if (!hasAnswer(socket)) socket.end(answerOf(error, doors, newRequestId()));
    // Not at once: what the caller is still sending would reset the connection before it has read the answer.
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

/** Node's own answer to a request without a Host header would have no body. */
export function refuseMissingHost({ headers, raw }: FastifyRequest): Error | undefined {
  if (headers.host !== undefined || raw.httpVersion === "1.0") return undefined;
  return new RequestRefused("body_malformed", "The request has no Host header, which HTTP/1.1 asks for.");
}

/** Whether an answer is under way already, into which nothing may be written. */
function hasAnswer(socket: Socket): boolean {
  const { _httpMessage } = socket as { _httpMessage?: { headersSent: boolean } };
  return _httpMessage?.headersSent === true;
}

function answerOf(
  error: ParserError,
  doors: readonly [RefusingDoor, ...RefusingDoor[]],
  request_id: string,
): string {
  const path = /^[A-Z]+ (\/[^ ?]*)/.exec(error.rawPacket?.toString("latin1", 0, 200) ?? "")?.[1] ?? "";
  const door = doors.findLast(({ prefix }) => `${path}/`.startsWith(`${prefix}/`)) ?? doors[0];
  const { status, body } = door.describe(refusalOf(error.code), request_id);
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(text)}`,
    `Request-Id: ${request_id}`,
    "",
    text,
  ].join("\r\n");
}

function refusalOf(code: string | undefined): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return refuse(
        "headers_too_large",
        "The address and the headers of the request are larger than 16 KiB together.",
      );
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return refuse("body_too_large", "The chunks of the body have too many extensions.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return refuse("request_timeout", "The request did not arrive completely in time. Send it again.");
    default:
      return refuse("body_malformed", "The request is not valid HTTP.");
  }
}
