import type { RawAnswer } from "./error-of.ts";

/** How an answer came. */
export interface LastResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Finds the request in the log of the server. */
  readonly requestId: string | undefined;
  /** The key under which a POST was sent. */
  readonly idempotencyKey: string | undefined;
  /** How often the request was sent again before this answer. */
  readonly retries: number;
}

/** An object of the API. `lastResponse` is not enumerable: it is in no copy, and in no JSON. */
export type Answer<T> = T & { readonly lastResponse: LastResponse };

export function answerOf<T extends object>(
  { status, headers, body }: RawAnswer,
  { idempotencyKey, retries }: Pick<LastResponse, "idempotencyKey" | "retries">,
): Answer<T> {
  const requestId = headers.get("request-id") ?? undefined;
  const lastResponse: LastResponse = { status, headers, requestId, idempotencyKey, retries };
  return Object.defineProperty(body as Answer<T>, "lastResponse", { value: lastResponse });
}
