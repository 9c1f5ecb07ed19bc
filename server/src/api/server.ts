import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Acquirer } from "../connectors/simulator/acquirer.ts";
import type { Core } from "../core/core.ts";
import { createAuthenticator } from "../core/merchants/authenticate.ts";
import { createRateLimiter } from "../core/merchants/permits/limiter.ts";
import { formatId } from "../kit/ids.ts";
import { Admission } from "./admission/admission.ts";
import { type HttpLimits, keepAliveHint } from "./admission/http-limits.ts";
import { createGuardedServer, type GuardedServer } from "./admission/http-server.ts";
import { watchCongestion } from "./admission/watch.ts";
import { describeCashierRefusal } from "./cashier/messages.ts";
import { cashier } from "./cashier/plugin.ts";
import { sendRefusal } from "./cashier/refusal.ts";
import { simulatorChallenge } from "./inbound/simulator/challenge.ts";
import { simulatorNotices } from "./inbound/simulator/notices.ts";
import { operations } from "./operations/plugin.ts";
import { refusalOfError } from "./plugins/refusal-of-error.ts";
import { createStrangerLimiter, type StrangerLimiter } from "./plugins/stranger-limit.ts";
import {
  type DescribeRefusal,
  type RefusingDoor,
  refuseMissingHost,
  refuseUnreadable,
} from "./plugins/unreadable-requests.ts";
import { requestLogger } from "./request-logger.ts";

/** Mounts one of the wire APIs, or anything else of its own, on the server. */
export type Mount = (app: FastifyInstance, shared: SharedParts) => Promise<void>;

/** What every wire API shares with the others: one core, one set of keys, one allowance of requests. */
export interface SharedParts {
  readonly core: Core;
  readonly authenticator: ReturnType<typeof createAuthenticator>;
  readonly limiter: ReturnType<typeof createRateLimiter>;
  readonly strangers: StrangerLimiter;
  /** Says how an API refuses what cannot be read as a request to an address below the prefix. */
  readonly wordRefusals: (prefix: string, describe: DescribeRefusal) => void;
}

export interface ServerOptions {
  readonly core: Core;
  readonly acquirer: Acquirer;
  readonly logger: FastifyBaseLogger | false;
  readonly cashier_dist_dir: string;
  readonly mounts: readonly Mount[];
  readonly limits: HttpLimits;
  /** Whose word counts for where a request comes from. */
  readonly trusted_proxies: readonly string[];
}

const BODY_LIMIT_BYTES = 1024 * 1024;
/** More than Node lets in, so that no id in an address is too long to be answered by its own API. */
const URL_CHARACTERS = 64 * 1024;

/**
 * An address whose path cannot be decoded, taken literally: then it is looked for and not found, and the API that it
 * belongs to says so in its own words.
 */
function decodableUrl(url: string): string {
  if (!url.includes("%")) return url;
  const query_start = url.indexOf("?");
  const path = query_start === -1 ? url : url.slice(0, query_start);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll("%", "%25") + url.slice(path.length);
  }
}

/** Everything that speaks HTTP, not yet listening. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { core } = options;
  const newRequestId = () => formatId("request", core.new_id());
  const doors: [RefusingDoor, ...RefusingDoor[]] = [{ prefix: "", describe: describeCashierRefusal }];
  const admission = new Admission(Math.min(options.limits.usual_at_once, options.limits.most_at_once));
  let guarded = {} as GuardedServer;
  const app = Fastify({
    ...(options.logger === false ? { logger: false } : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request_id" }),
    childLoggerFactory: (parent, bindings, child_options) => requestLogger(parent, bindings, child_options),
    bodyLimit: BODY_LIMIT_BYTES,
    serverFactory: (handle) => {
      guarded = createGuardedServer(handle, {
        limits: options.limits,
        admission,
        doors,
        newRequestId,
        log: core.log,
      });
      return guarded.server;
    },
    clientErrorHandler: refuseUnreadable(doors, newRequestId),
    trustProxy: options.trusted_proxies.length === 0 ? false : [...options.trusted_proxies],
    requestIdHeader: false,
    genReqId: newRequestId,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: URL_CHARACTERS },
    rewriteUrl: ({ url = "/" }) => decodableUrl(url),
    return503OnClosing: false,
  });
  // What stands in no API, such as the pages, refuses in the cashier's words what cannot be read.
  app.setErrorHandler((error: Error, request, reply) => sendRefusal(reply, refusalOfError(error, request)));
  const keep_alive = keepAliveHint(options.limits);
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("Request-Id", request.id);
    reply.header("Keep-Alive", keep_alive);
    done(refuseMissingHost(request));
  });
  const watch = watchCongestion(admission, options.limits, core.db, core.clock);
  app.addHook("preClose", async () => {
    watch.stop();
    guarded.connections.closeUnused();
  });
  const shared: SharedParts = {
    core,
    authenticator: createAuthenticator(core),
    limiter: createRateLimiter(core),
    strangers: createStrangerLimiter(core.clock),
    wordRefusals: (prefix, describe) => void doors.push({ prefix, describe }),
  };
  await app.register(operations, {
    db: core.db,
    clock: core.clock,
    velocity: core.velocity.counts,
    read: () => ({
      ...admission.counts,
      wait_ms: watch.wait_ms,
      arriving: guarded.slow_bodies.count,
      connections: guarded.connections.open,
      dropped: guarded.connections.dropped,
    }),
  });
  await app.register(cashier, { core, dist_dir: options.cashier_dist_dir });
  await app.register(simulatorChallenge, { core, acquirer: options.acquirer });
  await app.register(simulatorNotices, { core });
  for (const mount of options.mounts) await mount(app, shared);
  return app;
}
