import * as http from "node:http";
import * as https from "node:https";
import { namesPrivateHost } from "./address-guard.ts";
import { readAnswer, type WebhookAnswer } from "./answer.ts";
import { describeFailure, NOT_PUBLIC, TIME_UP } from "./failure.ts";
import { guardedLookup } from "./guarded-lookup.ts";

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For everything from finding the host to the end of the answer. */
  readonly timeout_ms: number;
}

export type WebhookResult =
  | WebhookAnswer
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

const KEPT_MS = 30_000;

export function createWebhookTransport({ allow_private }: WebhookTransportOptions): WebhookTransport {
  const agent_options = { keepAlive: true, timeout: KEPT_MS, maxFreeSockets: 64 };
  const agents = { "http:": new http.Agent(agent_options), "https:": new https.Agent(agent_options) };
  const lookup = allow_private ? undefined : guardedLookup();

  async function send(request: WebhookRequest): Promise<WebhookResult> {
    const url = new URL(request.url);
    if (!allow_private && namesPrivateHost(url)) return { error: NOT_PUBLIC };
    const agent = url.protocol === "https:" ? agents["https:"] : agents["http:"];
    // One deadline for both, so that the second exchange has only the time that the first has left.
    const deadline = startDeadline(request.timeout_ms);
    try {
      const first = await exchange(url, request, { agent, lookup }, deadline);
      if (!first.stale) return first.result;
      const again = await exchange(url, request, { agent: false, lookup }, deadline);
      return again.result;
    } finally {
      deadline.end();
    }
  }

  return {
    send: (request) =>
      send(request).catch((error: Error) => ({ error: describeFailure(error, request.timeout_ms) })),
    close() {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}

interface Deadline {
  /** Whom to break off when the time is up. */
  watch(request: http.ClientRequest): void;
  end(): void;
}

/** A timer of its own: an AbortSignal costs as much as signing the webhook does. */
function startDeadline(timeout_ms: number): Deadline {
  let watched: http.ClientRequest | undefined;
  let is_over = false;
  const breakOff = () => watched?.destroy(Object.assign(new Error("The time is up."), { code: TIME_UP }));
  const timer = setTimeout(() => {
    is_over = true;
    breakOff();
  }, timeout_ms);
  return {
    watch(request) {
      watched = request;
      if (is_over) breakOff();
    },
    end: () => clearTimeout(timer),
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
  options: Pick<https.RequestOptions, "agent" | "lookup">,
  deadline: Deadline,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const { request } = url.protocol === "https:" ? https : http;
    const outgoing = request(url, {
      ...options,
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    deadline.watch(outgoing);
    let finishAnswer: (() => WebhookAnswer) | undefined;
    let failure: NodeJS.ErrnoException | undefined;
    outgoing.on("response", (incoming) => {
      finishAnswer = readAnswer(incoming);
    });
    outgoing.on("error", (error) => {
      failure ??= error;
    });
    outgoing.on("close", () => {
      const reset = failure?.code === "ECONNRESET" || failure?.code === "EPIPE";
      const stale = finishAnswer === undefined && outgoing.reusedSocket && reset;
      resolve({ result: finishAnswer?.() ?? { error: describeFailure(failure, timeout_ms) }, stale });
    });
    outgoing.end(body);
  });
}
