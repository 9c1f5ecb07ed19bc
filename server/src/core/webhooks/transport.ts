import * as http from "node:http";
import * as https from "node:https";
import { systemClock } from "../../kit/clock.ts";
import { namesPrivateHost } from "./address-guard.ts";
import { guardedLookup, HostRefused } from "./guarded-lookup.ts";

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For everything from finding the host to the end of the answer. */
  readonly timeout_ms: number;
}

export type WebhookResult =
  | { readonly status: number; readonly retry_after?: string; readonly duration_ms: number }
  /** In words for the merchant. */
  | { readonly error: string };

/** What carries webhooks over the network. It never throws, and follows no redirect. */
export interface WebhookTransport {
  send(request: WebhookRequest): Promise<WebhookResult>;
  /** Closes the connections that were kept for later. */
  close(): void;
}

export interface WebhookTransportOptions {
  /** Whether webhooks may go to this machine and its private networks: for development, and for closed networks. */
  readonly allow_private: boolean;
}

const ANSWER_LIMIT_BYTES = 4096;
const KEPT_MS = 30_000;
const NOT_PUBLIC = "The address is not on the public Internet.";

export function createWebhookTransport({ allow_private }: WebhookTransportOptions): WebhookTransport {
  const agent_options = { keepAlive: true, timeout: KEPT_MS, maxFreeSockets: 64 };
  const agents = { "http:": new http.Agent(agent_options), "https:": new https.Agent(agent_options) };
  const lookup = allow_private ? undefined : guardedLookup();

  async function send(request: WebhookRequest): Promise<WebhookResult> {
    const url = new URL(request.url);
    if (!allow_private && namesPrivateHost(url)) return { error: NOT_PUBLIC };
    const agent = url.protocol === "https:" ? agents["https:"] : agents["http:"];
    const began_ms = systemClock.monotonic_ms();
    const first = await exchange(url, request, { agent, lookup });
    if (!first.stale) return first.result;
    const left_ms = request.timeout_ms - (systemClock.monotonic_ms() - began_ms);
    const again = await exchange(url, { ...request, timeout_ms: left_ms }, { agent: false, lookup });
    return again.result;
  }

  return {
    send: (request) =>
      send(request).catch((error: Error) => ({ error: describe(error, request.timeout_ms) })),
    close() {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}

class TimedOut extends Error {}

interface Exchanged {
  readonly result: WebhookResult;
  /** The connection had been kept from earlier, and the other side had closed it: nothing was said on it. */
  readonly stale: boolean;
}

function exchange(
  url: URL,
  { headers, body, timeout_ms }: WebhookRequest,
  options: Pick<https.RequestOptions, "agent" | "lookup">,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const began_ms = systemClock.monotonic_ms();
    const { request } = url.protocol === "https:" ? https : http;
    const outgoing = request(url, {
      ...options,
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    const timer = setTimeout(() => outgoing.destroy(new TimedOut()), timeout_ms);
    let answer: WebhookResult | undefined;
    let failure: NodeJS.ErrnoException | undefined;
    outgoing.on("response", (incoming) => {
      const duration_ms = systemClock.monotonic_ms() - began_ms;
      answer = {
        status: incoming.statusCode ?? 0,
        retry_after: incoming.headers["retry-after"],
        duration_ms,
      };
      discard(incoming);
    });
    outgoing.on("error", (error) => {
      failure ??= error;
    });
    outgoing.on("close", () => {
      clearTimeout(timer);
      const reset = failure?.code === "ECONNRESET" || failure?.code === "EPIPE";
      const stale = answer === undefined && outgoing.reusedSocket && reset;
      resolve({ result: answer ?? { error: describe(failure, timeout_ms) }, stale });
    });
    outgoing.end(body);
  });
}

/** Reads a short answer to its end, so that the connection can be kept; a longer one is cut off. */
function discard(incoming: http.IncomingMessage): void {
  let size_bytes = 0;
  incoming.on("error", () => {});
  incoming.on("data", (chunk: Buffer) => {
    size_bytes += chunk.length;
    if (size_bytes > ANSWER_LIMIT_BYTES) incoming.destroy();
  });
}

function describe(failure: NodeJS.ErrnoException | undefined, timeout_ms: number): string {
  if (failure instanceof TimedOut)
    return `There was no answer within ${Math.round(timeout_ms / 1000)} seconds.`;
  if (failure instanceof HostRefused) return NOT_PUBLIC;
  switch (failure?.code) {
    case "ECONNREFUSED":
      return "The connection was refused.";
    case undefined:
    case "ECONNRESET":
    case "EPIPE":
      return "The connection was closed without an answer.";
    case "ENOTFOUND":
    case "ENODATA":
    case "EAI_AGAIN":
      return "The host name could not be resolved.";
    default:
      return `The connection failed (${failure?.code}).`;
  }
}
