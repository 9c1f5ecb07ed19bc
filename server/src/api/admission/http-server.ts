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
import type { HttpLimits } from "./http-limits.ts";
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
  readonly counts: () => ConnectionCounts;
}

export interface ConnectionCounts {
  /** Closed unanswered, because there were too many. */
  readonly dropped: number;
  /** Requests whose body is on its way. */
  readonly arriving: number;
}

const HEADER_BYTES = 16 * 1024;
const KEEP_ALIVE_PROBE_MS = 30_000;

/** These are answered however much there is to do: an operator has to see what happens. */
const ALWAYS_ANSWERED = new Set(["/healthz", "/readyz", "/metrics"]);

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
      keepAliveTimeout: limits.keep_alive_timeout_ms,
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
  server.setTimeout(limits.silence_timeout_ms);
  // An expectation that nobody here knows may be ignored, and then the request is answered like any other.
  server.on("checkExpectation", answer);
  const timer = setInterval(() => slow_bodies.look(), limits.check_every_ms);
  timer.unref();
  server.on("close", () => clearInterval(timer));
  const countDropped = boundConnections(server, options);
  return { server, counts: () => ({ dropped: countDropped(), arriving: slow_bodies.count }) };
}

/** By its key, unread: whether that is a good one is found out inside. Everybody without one is one caller. */
function callerOf({ headers }: IncomingMessage): string {
  const key = headers.authorization ?? headers["x-api-key"];
  return typeof key === "string" ? key : "";
}

const SAID_AGAIN_AFTER_DROPS = 1_000;

/**
 * Beyond so many connections a new one is closed at once. Then those on which nothing is asked are closed as well, so
 * that whoever comes next finds a place.
 */
function boundConnections(server: Server, { limits, log }: HttpServerOptions): () => number {
  let dropped = 0;
  let may_make_room = true;
  server.maxConnections = limits.max_connections;
  server.on("drop", () => {
    if (dropped++ % SAID_AGAIN_AFTER_DROPS === 0) {
      log.warn(
        { max_connections: limits.max_connections, dropped },
        "too many connections, a new one was closed",
      );
    }
    if (!may_make_room) return;
    may_make_room = false;
    server.closeIdleConnections();
    setTimeout(() => {
      may_make_room = true;
    }, limits.check_every_ms).unref();
  });
  return () => dropped;
}
