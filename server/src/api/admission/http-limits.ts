/** How much patience the server has with connections, and how many of them. */
export interface HttpLimits {
  /** For the whole head of a request, from the first moment of a new connection on. */
  readonly headers_timeout_ms: number;
  /** For a whole request, its body included. */
  readonly request_timeout_ms: number;
  /** How long a connection may be silent: between two requests, or in the middle of an answer that nobody reads. */
  readonly silence_timeout_ms: number;
  /** After this time a body must have come at least this fast on average. */
  readonly body_grace_ms: number;
  readonly body_bytes_per_second: number;
  /** How often all this is looked at. */
  readonly check_every_ms: number;
  readonly max_connections: number;
  /** How many requests may be worked on at once: never fewer, however long each of them waits, and never more. */
  readonly fewest_at_once: number;
  /** More than these only when it is seen that they wait for others, not for this server. */
  readonly usual_at_once: number;
  readonly most_at_once: number;
}

export const HTTP_LIMITS: HttpLimits = {
  headers_timeout_ms: 10_000,
  request_timeout_ms: 30_000,
  // Longer than the minute after which load balancers usually let go, so that no request meets a closing connection.
  silence_timeout_ms: 65_000,
  body_grace_ms: 10_000,
  body_bytes_per_second: 1024,
  check_every_ms: 1_000,
  max_connections: 16_384,
  fewest_at_once: 256,
  usual_at_once: 768,
  most_at_once: 4096,
};

const CLOSING_MARGIN_S = 5;

/** How long clients may keep a connection: less than we do, so that no request is sent just when it is being closed. */
export function keepAliveHint({ silence_timeout_ms }: Pick<HttpLimits, "silence_timeout_ms">): string {
  return `timeout=${Math.max(1, Math.floor(silence_timeout_ms / 1000) - CLOSING_MARGIN_S)}`;
}
