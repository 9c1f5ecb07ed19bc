import { ERROR_CODES, type ErrorCode } from "../../../kit/errors.ts";
import { headerReferences } from "./common-parts.ts";
import { ERROR_TEXTS, type ErrorText } from "./error-texts.ts";
import type { DocumentedExample, DocumentedResponse } from "./openapi-document.ts";
import type { Operation } from "./operation.ts";
import type { DocumentSchema } from "./schema.ts";

/** How an API answers a refusal: the name that it gives it, and the body. */
export interface DescribedError {
  readonly status: number;
  readonly label: string;
  readonly body: unknown;
}

export type DescribeError = (code: ErrorCode, text: ErrorText) => DescribedError;

/** What about a request decides how it can be refused. */
export interface RequestTraits {
  readonly is_post: boolean;
  readonly has_body: boolean;
  readonly has_query: boolean;
  readonly has_required_fields: boolean;
  readonly has_integers: boolean;
  readonly refuses_unknown_fields: boolean;
}

const ANY: readonly ErrorCode[] = [
  "api_key_missing",
  "api_key_invalid",
  "permission_denied",
  "rate_limited",
  "overloaded",
  "internal",
];
const ANY_BODY: readonly ErrorCode[] = ["body_malformed", "body_too_large", "content_type_unsupported"];
const ANY_POST: readonly ErrorCode[] = ["idempotency_key_mismatch", "idempotency_key_in_use"];

/** Every error of an operation, in the order of the list of all errors. */
function errorsOf(operation: Operation, traits: RequestTraits): ErrorCode[] {
  const codes = new Set<ErrorCode>([...ANY, ...operation.errors]);
  if (traits.has_body) for (const code of ANY_BODY) codes.add(code);
  if (traits.is_post) for (const code of ANY_POST) codes.add(code);
  if (traits.has_body || traits.has_query) codes.add("parameter_invalid");
  if (traits.has_required_fields) codes.add("parameter_missing");
  if (traits.has_integers) codes.add("parameter_invalid_integer");
  if (traits.refuses_unknown_fields) codes.add("parameter_unknown");
  return ERROR_CODES.filter((code) => codes.has(code));
}

/** Every error once, for the operations to refer to. */
export function errorExamples(describe: DescribeError): Record<string, DocumentedExample> {
  const examples = ERROR_CODES.map((code) => {
    const { meaning, remedy } = ERROR_TEXTS[code];
    const { status, label, body } = describe(code, ERROR_TEXTS[code]);
    return [
      code,
      { summary: meaning, description: remedy, value: body, "x-status": status, "x-code": label },
    ];
  });
  return Object.fromEntries(examples);
}

/** The responses of an operation: its answer, and one for each status that its errors have. */
export function responsesOf(
  operation: Operation,
  traits: RequestTraits,
  describe: DescribeError,
): Record<string, DocumentedResponse> {
  const { description, schema, example } = operation.answer;
  const replays = traits.is_post ? (["Idempotent-Replayed"] as const) : [];
  const headers = headerReferences("Request-Id", ...RATE_LIMIT, ...replays);
  const responses: Record<string, DocumentedResponse> = {
    200: {
      description,
      headers,
      content: { "application/json": { schema: schema as DocumentSchema, example } },
    },
  };
  const codes = errorsOf(operation, traits);
  const statusOf = (code: ErrorCode) => describe(code, ERROR_TEXTS[code]).status;
  for (const status of new Set(codes.map(statusOf))) {
    const codes_of_status = codes.filter((code) => statusOf(code) === status);
    responses[status] = errorResponse(status, codes_of_status);
  }
  return responses;
}

const RATE_LIMIT = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"] as const;

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: "Something is wrong with the request.",
  401: "The API key is missing or not known.",
  402: "The card was not charged.",
  403: "This key may not do this.",
  404: "There is no such thing.",
  409: "This does not go with what has happened meanwhile.",
  413: "The body is too large.",
  415: "The body is of a type that is not read here.",
  429: "Too many requests.",
  500: "Something went wrong on our side.",
  503: "Too many requests are waiting.",
};

function errorResponse(status: number, codes: readonly ErrorCode[]): DocumentedResponse {
  const waits = status === 429 || status === 503 ? (["Retry-After"] as const) : [];
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  return {
    description: STATUS_TEXTS[status] ?? "The request was refused.",
    headers: headerReferences("Request-Id", ...waits),
    content: {
      "application/json": {
        schema: { $ref: "#/components/schemas/Error" },
        examples: Object.fromEntries(examples),
      },
    },
  };
}
