import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Answers a request in place of the server by writing to the socket; false leaves the request to the server. */
export type AnswerEarly = (
  socket: Socket,
  url: string,
  headers: readonly string[],
  method: number,
) => boolean;

/** Node's numbers of methods. */
export const METHODS = { get: 1, head: 2 } as const;

type OnHeadersComplete = (
  this: Parser,
  major: number,
  minor: number,
  headers: string[] | undefined,
  method: number | undefined,
  url: string | undefined,
  status: number | undefined,
  status_message: string | undefined,
  upgrade: boolean,
  keep_alive: boolean,
) => unknown;

/** Node's HTTP parser, as far as it is used here. It is not documented, so the hook does without whatever is missing. */
interface Parser {
  readonly constructor: { readonly kOnHeadersComplete?: number };
  socket: ParsedSocket | null;
  incoming: unknown;
  [callback: number]: OnHeadersComplete | undefined;
}

interface ParsedSocket extends Socket {
  readonly server?: Server & { [EARLY]?: AnswerEarly };
  readonly parser?: Parser | null;
  /** The response that is due next on this connection. */
  readonly _httpMessage?: object | null;
}

const EARLY = Symbol("answer early");

/** Node's own, which makes a request and a response of what was parsed. */
let makeRequest: OnHeadersComplete | undefined;

/**
 * Asks `answerEarly` about each request before Node makes objects of it, which takes longer than all else in a short
 * answer. Node goes on parsing, so a body that follows is passed over, however it comes. Requests that need more than
 * an answer of fixed bytes on an open connection are not asked about.
 */
export function hookParsers(server: Server, answerEarly: AnswerEarly): void {
  (server as NonNullable<ParsedSocket["server"]>)[EARLY] = answerEarly;
  server.on("connection", ({ parser }: ParsedSocket) => {
    const place = parser?.constructor.kOnHeadersComplete;
    if (!parser || place === undefined || parser[place] === onHeadersComplete) return;
    makeRequest ??= parser[place];
    // Parsers pass from one connection to the next, also to those of clients, and keep the hook.
    if (makeRequest !== undefined && parser[place] === makeRequest) parser[place] = onHeadersComplete;
  });
}

// Named one by one: this is run for every request.
const onHeadersComplete: OnHeadersComplete = function (
  major,
  minor,
  headers,
  method,
  url,
  status,
  status_message,
  upgrade,
  keep_alive,
) {
  const { socket } = this;
  const answerEarly = socket?.server?.[EARLY];
  const is_plain = keep_alive && !upgrade && major === 1 && minor === 1 && method !== METHODS.head;
  // A request with very many headers comes without them: they were handed over before.
  if (answerEarly !== undefined && is_plain && headers && url !== undefined && isQuiet(socket)) {
    if (answerEarly(socket, url, headers, method ?? 0)) {
      // The parser throws away what comes of a body to no request.
      this.incoming = null;
      return 0;
    }
  }
  return makeRequest?.call(
    this,
    major,
    minor,
    headers,
    method,
    url,
    status,
    status_message,
    upgrade,
    keep_alive,
  );
};

/** Nothing is being answered on the connection, and whatever was has been read. */
function isQuiet(socket: ParsedSocket | null): socket is ParsedSocket {
  return socket !== null && socket._httpMessage == null && socket.writable && socket.writableLength === 0;
}
