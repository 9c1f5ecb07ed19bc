import { isUtf8 } from "node:buffer";
import type { FastifyInstance, FastifyRequest } from "fastify";
import secureJson from "secure-json-parse";
import { type BracketedPlace, parseBracketed } from "./bracketed-text.ts";
import { RequestRefused } from "./request-refused.ts";

/** Marks a body whose values all arrived as text, so that validation may read "2000" as a number. */
export const FORM_BODY = Symbol("form body");

/** Accepts JSON in UTF-8. */
export function acceptJson(scope: FastifyInstance): void {
  scope.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    try {
      refuseEncoding(request);
      done(null, parseJson(body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}

/** Accepts form bodies with brackets (`metadata[order_id]=1`, `items[0]=a`, `items[]=a`). */
export function acceptForms(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "buffer" },
    (request, body, done) => {
      try {
        refuseEncoding(request);
        done(null, parseForm(body as Buffer));
      } catch (error) {
        done(error as Error, undefined);
      }
    },
  );
}

function refuseEncoding({ headers }: FastifyRequest): void {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw new RequestRefused("content_type_unsupported", "Send the body as it is, without Content-Encoding.");
  }
  const transfer = headers["transfer-encoding"];
  if (transfer !== undefined && transfer.toLowerCase() !== "chunked") {
    throw new RequestRefused(
      "content_type_unsupported",
      "Send the body as it is: no Transfer-Encoding but chunked is read here.",
    );
  }
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headers["content-type"] ?? "") ?? [];
  if (charset === undefined || READABLE_CHARSETS.includes(charset.toLowerCase())) return;
  // Bytes of another charset may happen to be valid UTF-8, and would then be stored as something else.
  throw new RequestRefused(
    "content_type_unsupported",
    "Unsupported charset: {charset}. Send the body in UTF-8.",
    undefined,
    { charset },
  );
}

const READABLE_CHARSETS = ["utf-8", "utf8", "us-ascii"];

function decode(body: Buffer): string {
  if (!isUtf8(body)) throw new RequestRefused("body_malformed", "The body must be UTF-8.");
  return body.toString();
}

function parseJson(body: Buffer): unknown {
  const text = decode(body);
  if (text.trim() === "") return {};
  const value = parseSafely(text);
  refuseUnstorable(value, 0);
  return value;
}

function parseSafely(text: string): unknown {
  try {
    return secureJson.parse(text, undefined, { protoAction: "error", constructorAction: "error" });
  } catch {
    throw new RequestRefused("body_malformed", "The body is not valid JSON.");
  }
}

const FORM: BracketedPlace = {
  refused: "body_malformed",
  badly_encoded: "The form body is not well encoded.",
  has_prototype: "The form body has a field that is called __proto__.",
  too_much: "The form body is nested too deeply or has too many fields.",
};

function parseForm(body: Buffer): object {
  const value = parseBracketed(decode(body), FORM);
  refuseUnstorable(value, 0);
  return Object.defineProperty(value, FORM_BODY, { value: true });
}

const DEEPEST = 64;

/** PostgreSQL stores neither NUL nor half a surrogate pair, and no honest text has them. */
function refuseUnstorable(value: unknown, depth: number): void {
  if (depth > DEEPEST) throw new RequestRefused("body_malformed", "The body is nested too deeply.");
  if (typeof value === "string") {
    if (value.includes("\u0000") || !value.isWellFormed()) {
      throw new RequestRefused(
        "body_malformed",
        "The body has characters that are not text (NUL or a lone surrogate).",
      );
    }
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    refuseUnstorable(name, depth + 1);
    refuseUnstorable(item, depth + 1);
  }
}
