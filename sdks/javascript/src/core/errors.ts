import type { ErrorAnswer, PaymentIntent } from "../generated/objects.ts";

/** What the API says when it refuses something. */
export type ErrorBody = ErrorAnswer["error"];

/** What is known of an error besides its message. */
export interface ErrorDetails {
  readonly error?: ErrorBody | undefined;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly headers?: Headers | undefined;
  readonly request_id?: string | undefined;
  readonly cause?: unknown;
}

/** Everything that goes wrong between your code and the API is one of these. */
export class OnerwayError extends Error {
  /** What kind of error it is, such as `card_error`. */
  readonly type: string | undefined;
  /** What is wrong, for programs: `card_declined`. */
  readonly code: string | undefined;
  /** The issuer's finer reason for a decline, where it gave one. */
  readonly decline_code: string | undefined;
  /** The field that it is about. */
  readonly param: string | undefined;
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** Finds the request in the log of the server. */
  readonly request_id: string | undefined;
  /** The payment that was declined: it can be confirmed again with another card. */
  readonly payment_intent: PaymentIntent | undefined;
  /** All that the API said. */
  readonly raw: ErrorBody | undefined;
  readonly headers: Headers | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    const { error } = details;
    this.type = error?.type;
    this.code = error?.code ?? details.code;
    this.decline_code = error?.decline_code;
    this.param = error?.param ?? undefined;
    this.status = details.status;
    this.request_id = error?.request_id ?? details.request_id;
    this.payment_intent = error?.payment_intent;
    this.raw = error;
    this.headers = details.headers;
  }

  static {
    named(OnerwayError, "OnerwayError");
  }
}

/** The card was declined, or is none. Show the message to the buyer and ask for another card. */
export class CardError extends OnerwayError {
  static {
    named(CardError, "CardError");
  }
}

/** Something about the request is wrong, or what it names is not there. */
export class InvalidRequestError extends OnerwayError {
  static {
    named(InvalidRequestError, "InvalidRequestError");
  }
}

/** The API key is missing or not known. */
export class AuthenticationError extends OnerwayError {
  static {
    named(AuthenticationError, "AuthenticationError");
  }
}

/** The key may not do this: a publishable key where a secret one is needed. */
export class PermissionError extends OnerwayError {
  static {
    named(PermissionError, "PermissionError");
  }
}

/** Too many requests, even after waiting. */
export class RateLimitError extends OnerwayError {
  static {
    named(RateLimitError, "RateLimitError");
  }
}

/** The idempotency key was used for something else, or its first request is still being carried out. */
export class IdempotencyError extends OnerwayError {
  static {
    named(IdempotencyError, "IdempotencyError");
  }
}

/** Something went wrong at the API, or what answered is not the API. */
export class ApiError extends OnerwayError {
  static {
    named(ApiError, "ApiError");
  }
}

/** No answer came. Whether anything happened is not known; the same idempotency key makes it safe to ask again. */
export class ConnectionError extends OnerwayError {
  static {
    named(ConnectionError, "ConnectionError");
  }
}

/** A webhook is not from the API, too old, or not as it was sent. */
export class SignatureVerificationError extends OnerwayError {
  static {
    named(SignatureVerificationError, "SignatureVerificationError");
  }
}

/** Said once for the class, and not by its code, so that minifiers cannot change it. */
function named(type: { readonly prototype: Error }, name: string): void {
  type.prototype.name = name;
}
