import { ERROR_CODES, type ErrorCode } from "../../../kit/errors.ts";
import { headerReferences } from "./common-parts.ts";
import { ERROR_TEXTS, type ErrorText } from "./error-texts.ts";
import type { DocumentedExample, DocumentedResponse, Reference } from "./openapi-document.ts";
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
  readonly has_required_fields: boolean;
  readonly has_integers: boolean;
  /** Fields of the body, or parameters of the query. */
  readonly refuses_unknown: boolean;
}

const ANY: readonly ErrorCode[] = [
  // Also where there are no parameters: an address can have a query that is no text.
  "parameter_invalid",
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
  // A body is read wherever one may be sent, also where nothing in it is needed.
  if (traits.has_body || traits.is_post) for (const code of ANY_BODY) codes.add(code);
  if (traits.is_post) for (const code of ANY_POST) codes.add(code);
  if (traits.has_required_fields) codes.add("parameter_missing");
  if (traits.has_integers) codes.add("parameter_invalid_integer");
  if (traits.refuses_unknown) codes.add("parameter_unknown");
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

/** What every operation that can be refused so is refused with: the names of these statuses' responses. */
const SHARED: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  413: "BodyTooLarge",
  415: "UnsupportedContentType",
  429: "TooManyRequests",
  500: "InternalError",
  503: "Overloaded",
};

const SHARED_CODES: readonly ErrorCode[] = [...ANY, ...ANY_BODY, "resource_missing"];

/** The responses that operations share, for them to refer to. */
export function sharedResponses(describe: DescribeError): Record<string, DocumentedResponse> {
  const responses = Object.entries(SHARED).map(([status, name]) => {
    const codes = SHARED_CODES.filter((code) => describe(code, ERROR_TEXTS[code]).status === Number(status));
    return [name, errorResponse(Number(status), codes)];
  });
  return Object.fromEntries(responses);
}

/** The responses of an operation: its answer, and one for each status that its errors have. */
export function responsesOf(
  operation: Operation,
  traits: RequestTraits,
  describe: DescribeError,
): Record<string, DocumentedResponse | Reference> {
  const codes = errorsOf(operation, traits);
  const statusOf = (code: ErrorCode) => describe(code, ERROR_TEXTS[code]).status;
  const refusals = [...new Set(codes.map(statusOf))].map((status) => {
    const own_codes = codes.filter((code) => statusOf(code) === status);
    const name = own_codes.every((code) => SHARED_CODES.includes(code)) ? SHARED[status] : undefined;
    const own = () => errorResponse(status, own_codes);
    return [status, name === undefined ? own() : { $ref: `#/components/responses/${name}` }];
  });
  return { 200: successResponse(operation, traits), ...Object.fromEntries(refusals) };
}

function successResponse({ answer }: Operation, { is_post }: RequestTraits): DocumentedResponse {
  const { description, schema, example } = answer;
  const replays = is_post ? (["Idempotent-Replayed"] as const) : [];
  return {
    description,
    headers: headerReferences("Request-Id", ...RATE_LIMIT, ...replays),
    content: { "application/json": { schema: schema as DocumentSchema, example } },
  };
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
  503: "Not just now: something that is needed cannot keep up.",
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
