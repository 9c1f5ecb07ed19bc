import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../../kit/log.ts";
import type { HttpLimits } from "./http-limits.ts";

/** The connections of clients. */
export interface Connections {
  readonly open: number;
  /** Closed unanswered, because there were too many. */
  readonly dropped: number;
  /** A request has come on it. */
  noteRequest(socket: Socket): void;
  /** Closes those on which nothing has been asked yet: a server that stops would wait for their first request. */
  closeUnused(): void;
}

const SAID_AGAIN_AFTER_DROPS = 1_000;

/**
 * Lets in so many connections and closes a new one beyond them at once. Then those on which nothing is asked are closed
 * as well, so that whoever comes next finds a place.
 */
export function boundConnections(server: Server, limits: HttpLimits, log: Log): Connections {
  const { max_connections, check_every_ms } = limits;
  // Clients open some in advance.
  const unused = new Set<Socket>();
  let open = 0;
  let dropped = 0;
  let may_make_room = true;
  const noteClosed = function (this: Socket) {
    unused.delete(this);
    open -= 1;
  };
  server.maxConnections = max_connections;
  server.on("connection", (socket: Socket) => {
    open += 1;
    unused.add(socket);
    socket.on("close", noteClosed);
  });
  server.on("drop", () => {
    if (dropped++ % SAID_AGAIN_AFTER_DROPS === 0) {
      log.warn({ max_connections, dropped }, "too many connections: a new one was closed");
    }
    if (!may_make_room) return;
    may_make_room = false;
    server.closeIdleConnections();
    setTimeout(() => {
      may_make_room = true;
    }, check_every_ms).unref();
  });
  return {
    get open() {
      return open;
    },
    get dropped() {
      return dropped;
    },
    noteRequest: (socket) => void unused.delete(socket),
    closeUnused() {
      for (const socket of unused) socket.destroy();
    },
  };
}
