import {
  ApiError,
  AuthenticationError,
  CardError,
  type ErrorBody,
  IdempotencyError,
  InvalidRequestError,
  type OnerwayError,
  PermissionError,
  RateLimitError,
} from "./errors.ts";

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when it is not JSON. */
  readonly body: unknown;
}

/** What the caller is told of an answer that is not a success. */
export function errorOf({ status, headers, body }: RawAnswer): OnerwayError {
  const error = errorBody(body);
  const request_id = headers.get("request-id") ?? undefined;
  const message =
    error?.message ?? `The answer was ${describe(status)}, and not what the API answers. Is baseUrl right?`;
  return new (classOf(status, error?.type))(message, { error, status, headers, request_id });
}

/** The status first: whatever a refusal says of itself, without a key nothing else is to be done. */
function classOf(status: number, type: string | undefined): typeof OnerwayError {
  if (status === 401) return AuthenticationError;
  if (status === 403) return PermissionError;
  if (status === 429) return RateLimitError;
  if (type === "card_error") return CardError;
  if (type === "idempotency_error") return IdempotencyError;
  if (type === "invalid_request_error") return InvalidRequestError;
  return ApiError;
}

function errorBody(body: unknown): ErrorBody | undefined {
  const { error } = (body ?? {}) as { error?: unknown };
  const has_message = typeof (error as { message?: unknown } | null | undefined)?.message === "string";
  return has_message ? (error as ErrorBody) : undefined;
}

function describe(status: number): string {
  return status === 0 || (status >= 300 && status < 400) ? "a redirection" : `HTTP ${status}`;
}
