import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyRequest } from "fastify";
import { type Refusal, refuse } from "../../kit/result.ts";
import { pathOf } from "./path-of.ts";
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
 * Answers what Node refuses before there is a request, or amid its body: too much in the headers, too slow, not HTTP.
 * The API whose address stands in the request line, as far as that has arrived, says it; otherwise the first door does.
 * `doors` may still grow.
 */
export function refuseUnreadable(
  doors: readonly [RefusingDoor, ...RefusingDoor[]],
  newRequestId: () => string,
): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    if (!socket.writable) return;
    const answer = answerUnderWay(socket);
    // Into an answer that has begun nothing may be written.
    if (answer?.headersSent !== true) {
      socket.end(answerOf(error, doorOf(doors, answer?.req.url ?? firstLine(error)), newRequestId()));
    }
    // Not at once: what the caller is still sending would reset the connection before it has read the answer.
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

/** Node's own answer to a request without a Host header would have no body. */
export function refuseMissingHost({ headers, raw }: FastifyRequest): Error | undefined {
  if (headers.host !== undefined || raw.httpVersion === "1.0") return undefined;
  return new RequestRefused("body_malformed", "The request has no Host header, which HTTP/1.1 asks for.");
}

/** The answer to the request whose body is being read, when its headers could be. */
function answerUnderWay(socket: Socket): ServerResponse | undefined {
  return (socket as { _httpMessage?: ServerResponse | null })._httpMessage ?? undefined;
}

/** The address in the first line that has arrived, as far as there is one. */
function firstLine({ rawPacket }: ParserError): string {
  return /^[A-Za-z]+ +(\/[^ ]*)/.exec(rawPacket?.toString("latin1", 0, 200) ?? "")?.[1] ?? "";
}

/** Whose words a refusal at this address has. */
export function doorOf(doors: readonly [RefusingDoor, ...RefusingDoor[]], url: string): RefusingDoor {
  const path = `${pathOf(url)}/`;
  return doors.findLast(({ prefix }) => path.startsWith(`${prefix}/`)) ?? doors[0];
}

function answerOf(error: ParserError, { describe }: RefusingDoor, request_id: string): string {
  const { status, body } = describe(refusalOf(error.code), request_id);
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
