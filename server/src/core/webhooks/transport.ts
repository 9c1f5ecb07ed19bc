import { namesPrivateHost } from "./address-guard.ts";
import type { WebhookAnswer } from "./answer.ts";
import { type Connection, createConnections } from "./connections.ts";
import { type Exchanged, exchange, type Message } from "./exchange.ts";
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

export function createWebhookTransport({ allow_private }: WebhookTransportOptions): WebhookTransport {
  const connections = createConnections(allow_private ? undefined : guardedLookup());

  async function send({ url: address, headers, body, timeout_ms }: WebhookRequest): Promise<WebhookResult> {
    const url = new URL(address);
    if (!allow_private && namesPrivateHost(url)) return { error: NOT_PUBLIC };
    const message = { path: url.pathname + url.search, headers, body };
    // One deadline for both, so that the second exchange has only the time that the first has left.
    const deadline = startDeadline(timeout_ms);
    try {
      let exchanged = await deadline.watch(connections.take(url.origin), message);
      if (exchanged.stale) exchanged = await deadline.watch(connections.open(url.origin), message);
      return exchanged.answer ?? { error: describeFailure(exchanged.failure, timeout_ms) };
    } finally {
      deadline.end();
    }
  }

  return {
    send: (request) =>
      send(request).catch((error: Error) => ({ error: describeFailure(error, request.timeout_ms) })),
    close: connections.close,
  };
}

interface Deadline {
  /** Begins an exchange, and breaks it off when the time is up. */
  watch(connection: Connection, message: Message): Promise<Exchanged>;
  end(): void;
}

/** A timer of its own: an AbortSignal costs as much as signing the webhook does. */
function startDeadline(timeout_ms: number): Deadline {
  let watched: Connection | undefined;
  let is_over = false;
  const breakOff = () => watched?.drop(Object.assign(new Error("The time is up."), { code: TIME_UP }));
  const timer = setTimeout(() => {
    is_over = true;
    breakOff();
  }, timeout_ms);
  return {
    watch(connection, message) {
      watched = connection;
      const exchanged = exchange(connection, message);
      if (is_over) breakOff();
      return exchanged;
    },
    end: () => clearTimeout(timer),
  };
}
