import type { DocumentedParameter, Reference } from "./openapi-document.ts";

const integer = { type: "integer" } as const;
const text = { type: "string" } as const;

/** The headers that answers of every API carry, as components of a document. */
export const HEADERS = {
  "Request-Id": { description: "Finds the request in the log.", schema: text },
  "RateLimit-Limit": { description: "Requests a minute that the merchant may make.", schema: integer },
  "RateLimit-Remaining": { description: "Requests that are left in this minute.", schema: integer },
  "RateLimit-Reset": { description: "Seconds until the minute is over.", schema: integer },
  "Retry-After": { description: "Seconds to wait before trying again.", schema: integer },
  "Idempotent-Replayed": {
    description: "`true` when this is the stored answer of an earlier request with the same key.",
    schema: text,
  },
  Allow: { description: "The methods that the address knows.", schema: text },
} as const;

type HeaderName = keyof typeof HEADERS;

/** References to headers, by their names. */
export function headerReferences(...names: HeaderName[]): Record<string, Reference> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

export const PARAMETERS: Record<string, DocumentedParameter> = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "Makes it safe to send the request again: a repetition with the same key happens only once and gets the first answer again. Kept for at least 24 hours.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
    example: "order_10042_attempt_1",
  },
};
