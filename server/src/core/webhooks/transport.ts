import * as http from "node:http";
import * as https from "node:https";
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
  | { readonly status: number; readonly retry_after?: string }
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
    // One signal for both, so that the second exchange has only the time that the first has left.
    const signal = AbortSignal.timeout(request.timeout_ms);
    const first = await exchange(url, request, { agent, lookup, signal });
    if (!first.stale) return first.result;
    const again = await exchange(url, request, { agent: false, lookup, signal });
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

interface Exchanged {
  readonly result: WebhookResult;
  /** The connection had been kept from earlier, and the other side had closed it: nothing was said on it. */
  readonly stale: boolean;
}

function exchange(
  url: URL,
  { headers, body, timeout_ms }: WebhookRequest,
  options: Pick<https.RequestOptions, "agent" | "lookup" | "signal">,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const { request } = url.protocol === "https:" ? https : http;
    const outgoing = request(url, {
      ...options,
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    let answer: WebhookResult | undefined;
    let failure: NodeJS.ErrnoException | undefined;
    outgoing.on("response", (incoming) => {
      answer = { status: incoming.statusCode ?? 0, retry_after: incoming.headers["retry-after"] };
      discard(incoming);
    });
    outgoing.on("error", (error) => {
      failure ??= error;
    });
    outgoing.on("close", () => {
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
  if (failure instanceof HostRefused) return NOT_PUBLIC;
  if (/^(query|getaddrinfo)/.test(failure?.syscall ?? "")) return "The host name could not be resolved.";
  switch (failure?.code) {
    case "ABORT_ERR":
      return `There was no answer within ${Math.round(timeout_ms / 1000)} seconds.`;
    case "ECONNREFUSED":
      return "The connection was refused.";
    case undefined:
    case "ECONNRESET":
    case "EPIPE":
      return "The connection was closed without an answer.";
    default:
      return `The connection failed (${failure?.code}).`;
  }
}
