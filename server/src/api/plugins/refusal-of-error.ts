import type { FastifyError, FastifyRequest } from "fastify";
import { Overloaded } from "../../db/lanes.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import { RequestRefused } from "./request-refused.ts";

/** The framework's own complaints, in our words. */
const FRAMEWORK: Record<string, Refusal> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuse(
    "content_type_unsupported",
    "Unsupported Content-Type. Send application/json.",
  ),
  FST_ERR_CTP_BODY_TOO_LARGE: refuse("body_too_large", "The body is larger than 1 MiB."),
  FST_ERR_CTP_EMPTY_JSON_BODY: refuse("body_malformed", "The body is empty."),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refuse(
    "body_malformed",
    "The body is not as long as Content-Length says.",
  ),
  FST_ERR_BAD_URL: refuse("route_not_found", "The address is not well encoded."),
};

/** Every exception that reaches the edge of an API becomes a refusal; what we did not foresee is logged and is a 500. */
export function refusalOfError(error: FastifyError | Error, request: FastifyRequest): Refusal {
  if (error instanceof RequestRefused) return error.refusal;
  if (error instanceof Overloaded) {
    return refuse("overloaded", "Too many requests are waiting. Try again in a second.");
  }
  const code = (error as FastifyError).code ?? "";
  const known = FRAMEWORK[code];
  if (known !== undefined) return known;
  const status = (error as FastifyError).statusCode;
  if (status !== undefined && status >= 400 && status < 500)
    return refuse("body_malformed", "The request is malformed.");
  request.log.error({ err: error }, "a request failed");
  return refuse(
    "internal",
    "Something went wrong on our side. Nothing is lost; try again with the same Idempotency-Key.",
  );
}
