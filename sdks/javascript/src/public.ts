/** What both entries of the package export besides the client. */
export type { Answer, LastResponse } from "./core/answer.ts";
export {
  ApiError,
  AuthenticationError,
  CardError,
  ConnectionError,
  type ErrorBody,
  IdempotencyError,
  InvalidRequestError,
  OnerwayError,
  PermissionError,
  RateLimitError,
  SignatureVerificationError,
} from "./core/errors.ts";
export type { Fetch, OnerwayOptions, RequestOptions } from "./core/options.ts";
export type { AutoPaging, List, ListPromise, Page } from "./core/pages.ts";
export type * from "./generated/index.ts";
export { API_VERSION, SDK_VERSION } from "./generated/versions.ts";
export type { TestHeaderOptions, WebhookHeader, WebhookPayload, Webhooks } from "./webhooks/webhooks.ts";
