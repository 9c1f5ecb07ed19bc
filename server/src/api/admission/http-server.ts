import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Log } from "../../kit/log.ts";
import type { RefusingDoor } from "../plugins/unreadable-requests.ts";
import type { Admission } from "./admission.ts";
import { ALWAYS_ANSWERED } from "./always-answered.ts";
import { hookParsers } from "./answer-early.ts";
import { callerOf } from "./caller.ts";
import { boundConnections, type Connections } from "./connections.ts";
import { refuseEarly } from "./early-refusals.ts";
import type { HttpLimits } from "./http-limits.ts";
import { writeInOne } from "./one-write.ts";
import { ReadyRefusals } from "./ready-refusals.ts";
import { refuseOverloaded } from "./refuse.ts";
import { SlowBodies } from "./slow-bodies.ts";
import { countVisit } from "./visit.ts";

export interface HttpServerOptions {
  readonly limits: HttpLimits;
  readonly admission: Admission;
  readonly doors: readonly [RefusingDoor, ...RefusingDoor[]];
  readonly newRequestId: () => string;
  readonly log: Log;
}

/** The server under the framework, and what it knows of its connections. */
export interface GuardedServer {
  readonly server: Server;
  readonly connections: Connections;
  readonly slow_bodies: SlowBodies;
}

const HEADER_BYTES = 16 * 1024;
const KEEP_ALIVE_PROBE_MS = 30_000;

/** The HTTP server: it lets in what can be worked on, refuses the rest, and does not wait for those who dawdle. */
export function createGuardedServer(handle: RequestListener, options: HttpServerOptions): GuardedServer {
  const { limits, admission, doors, newRequestId } = options;
  const slow_bodies = new SlowBodies(limits, (socket) => {
    server.emit(
      "clientError",
      Object.assign(new Error("slow body"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }),
      socket,
    );
  });
  let refused = 0;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    connections.noteRequest(request.socket);
    const caller = callerOf(request);
    if (ALWAYS_ANSWERED.has(request.url ?? "")) {
      handle(request, response);
    } else if (admission.admits(caller)) {
      countVisit(admission, slow_bodies, request, response, caller);
      handle(request, response);
    } else {
      refuseOverloaded(doors, request, response, newRequestId(), refused++);
    }
  }

  const server = createServer(
    {
      headersTimeout: limits.headers_timeout_ms,
      requestTimeout: limits.request_timeout_ms,
      // A time of its own for pauses between requests would be two timers for each of them.
      keepAliveTimeout: 0,
      connectionsCheckingInterval: limits.check_every_ms,
      maxHeaderSize: HEADER_BYTES,
      // Node's own answer to a request without Host has no body; ours is the framework's.
      requireHostHeader: false,
      // Finds out that the other side has vanished while its request is being worked on.
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
    },
    answer,
  );
  const connections = boundConnections(server, limits, options.log);
  writeInOne(server);
  hookParsers(server, refuseEarly(admission, new ReadyRefusals(doors, newRequestId), connections));
  server.setTimeout(limits.silence_timeout_ms);
  // An expectation that nobody here knows may be ignored, and then the request is answered like any other.
  server.on("checkExpectation", answer);
  const timer = setInterval(() => slow_bodies.look(), limits.check_every_ms);
  timer.unref();
  server.on("close", () => clearInterval(timer));
  return { server, connections, slow_bodies };
}
