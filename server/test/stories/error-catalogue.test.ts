import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeRefusal } from "../../src/api/onerway/answers.ts";
import { ERROR_TEXTS } from "../../src/api/plugins/openapi/error-texts.ts";
import { ERROR_CODES, type ErrorCode } from "../../src/kit/errors.ts";
import { refuse } from "../../src/kit/result.ts";

const REQUEST_ID = "req_1";

// Its types would declare today's library once more.
const EarlierStripe: typeof Stripe = (await import("stripe-14" as string)).default;

/** The classes that today's client library makes of a status, and merchants' code catches. */
function classByStatus(status: number, type: string): string {
  if (status === 401) return "StripeAuthenticationError";
  if (status === 402) return "StripeCardError";
  if (status === 403) return "StripePermissionError";
  if (status === 429) return "StripeRateLimitError";
  if (status === 400 && type === "idempotency_error") return "StripeIdempotencyError";
  return status === 400 || status === 404 ? "StripeInvalidRequestError" : "StripeAPIError";
}

const CLASSES: Readonly<Record<string, string>> = {
  api_error: "StripeAPIError",
  card_error: "StripeCardError",
  idempotency_error: "StripeIdempotencyError",
  invalid_request_error: "StripeInvalidRequestError",
};

/** Earlier ones went by the type, but for what concerns the key and the number of requests. */
function classByType(status: number, type: string): string {
  return [401, 403, 429].includes(status) ? classByStatus(status, type) : (CLASSES[type] ?? "");
}

/** The kinds of error that may come with a status. Another one would be taken for something else by the client. */
const TYPES: Readonly<Record<number, readonly string[]>> = {
  400: ["invalid_request_error", "idempotency_error"],
  402: ["card_error"],
  409: ["idempotency_error"],
  429: ["rate_limit_error"],
  500: ["api_error"],
  503: ["api_error"],
};

const answerOf = (code: ErrorCode) => {
  const { message, param } = ERROR_TEXTS[code];
  return describeRefusal(refuse(code, message, param), REQUEST_ID);
};

/** Refuses with the code that stands at the end of the address. */
let refusing: Server;
beforeAll(async () => {
  refusing = createServer((request, response) => {
    const code = request.url?.split("/").at(-1) as ErrorCode;
    const { status, body } = answerOf(code);
    response.writeHead(status, { "content-type": "application/json", "request-id": REQUEST_ID });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => refusing?.close(resolve)));

describe.each([
  ["today's", Stripe, classByStatus],
  ["an earlier", EarlierStripe, classByType],
] as const)("with %s client library", (_name, Library, classOf) => {
  test.each(ERROR_CODES)(
    "%s is thrown as what it is, with its code, its field and the request's id",
    async (code) => {
      const { port } = refusing.address() as AddressInfo;
      const options = { host: "127.0.0.1", port, protocol: "http", maxNetworkRetries: 0 } as const;
      const client = new Library("sk_test_1", options);
      const { status, body } = answerOf(code);
      const { type, code: wire_code, message, param } = body.error;
      const thrown = await client.paymentIntents.retrieve(code).catch((error: unknown) => error);
      expect(thrown).toMatchObject({
        type: classOf(status, type),
        statusCode: status,
        rawType: type,
        message,
        requestId: REQUEST_ID,
      });
      const { code: thrown_code, param: thrown_param } = thrown as { code?: string; param?: string };
      expect([thrown_code, thrown_param ?? null]).toEqual([wire_code, param]);
      expect(TYPES[status] ?? ["invalid_request_error"]).toContain(type);
    },
  );
});

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const guide = read("../../../docs/errors.md");

interface DocumentedError {
  readonly summary: string;
  readonly description: string;
  readonly value: { readonly error: { readonly type?: string; readonly code?: string } };
  readonly "x-status": number;
}

function documentedErrors(api: "faststar" | "onerway"): Record<string, DocumentedError> {
  return JSON.parse(read(`../../openapi/${api}.json`)).components.examples;
}

test.each(["faststar", "onerway"] as const)(
  "the document of %s has every error of the catalogue and no other",
  (api) => {
    expect(Object.keys(documentedErrors(api))).toEqual([...ERROR_CODES]);
  },
);

test.each(ERROR_CODES)(
  "the guide and both documents answer %s with the same status, type and code",
  (code) => {
    const [, faststar = "", onerway = ""] =
      new RegExp(`^\\| \`${code}\` \\| ([^|]+) \\| ([^|]+) \\|`, "m").exec(guide) ?? [];
    const at_faststar = documentedErrors("faststar")[code];
    const [, status, own_name] = /^(\d{3})(?: `(\w+)`)?$/.exec(faststar.trim()) ?? [];
    expect({ status: at_faststar?.["x-status"], code: at_faststar?.value.error.code }).toEqual({
      status: Number(status),
      code: own_name ?? code,
    });
    const at_onerway = documentedErrors("onerway")[code];
    const { type, code: wire_code } = at_onerway?.value.error ?? {};
    const names = [type, wire_code].filter((name) => name !== undefined).map((name) => `\`${name}\``);
    expect([at_onerway?.["x-status"], ...names].join(" ")).toBe(onerway.trim());
    expect(at_onerway?.summary).toBe(ERROR_TEXTS[code].meaning);
  },
);
