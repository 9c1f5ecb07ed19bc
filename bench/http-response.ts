/** What the load generator wants to know of an answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** The server said something that is not the answer to one request, so nothing after it can be trusted. */
export class MalformedResponse extends Error {}

const HEAD_END = Buffer.from("\r\n\r\n");
const STATUS_LINE = /^HTTP\/1\.1 (\d{3}) /;
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+) *(?:\r\n|$)/i;

/**
 * Reads the answers of one connection on which one request is under way at a time. It understands just what a JSON
 * API answers with: a status line, headers, and a body of the length that Content-Length tells.
 */
export function createResponseReader() {
  let pending: Buffer | undefined;

  /** The complete answer, or undefined while some of it is still on its way. */
  return function read(chunk: Buffer): HttpAnswer | undefined {
    const received = pending === undefined ? chunk : Buffer.concat([pending, chunk]);
    const head_end = received.indexOf(HEAD_END);
    const body_start = head_end + HEAD_END.length;
    const head = head_end < 0 ? undefined : readHead(received.toString("latin1", 0, head_end));
    const missing_bytes = head === undefined ? 1 : body_start + head.content_length - received.length;
    if (head === undefined || missing_bytes > 0) {
      // The chunk's memory is used again for the next one.
      pending = pending === undefined ? Buffer.from(chunk) : received;
      return undefined;
    }
    if (missing_bytes < 0)
      throw new MalformedResponse("The server sent more than one answer to one request.");
    pending = undefined;
    return { status: head.status, body: received.subarray(body_start) };
  };
}

function readHead(head: string): { status: number; content_length: number } {
  const status = STATUS_LINE.exec(head)?.[1];
  const content_length = CONTENT_LENGTH.exec(head)?.[1];
  if (status === undefined)
    throw new MalformedResponse(`This is not an HTTP/1.1 answer: ${head.slice(0, 80)}`);
  if (content_length === undefined)
    throw new MalformedResponse(`The answer does not tell its length: ${head}`);
  return { status: Number(status), content_length: Number(content_length) };
}
