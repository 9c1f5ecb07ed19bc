import type { FastifyRequest } from "fastify";
import type { IdempotencyKey } from "../../core/idempotency/exchange.ts";
import type { Vault } from "../../vault/vault.ts";
import { pathOf } from "./path-of.ts";
import { RequestRefused } from "./request-refused.ts";

const KEY_CHARACTERS = 255;
const DEEPEST = 64;

/** The request's idempotency key, or null when it has none. Only POST requests use it. */
export function idempotencyKey(vault: Vault, request: FastifyRequest, api: string): IdempotencyKey | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key !== "string" || key === "" || key.length > KEY_CHARACTERS) {
    throw new RequestRefused(
      "parameter_invalid",
      "Idempotency-Key must have 1 to {limit} characters.",
      "Idempotency-Key",
      { limit: KEY_CHARACTERS },
    );
  }
  return idempotencyKeyOf(vault, request, api, key);
}

/** An idempotency key that came in some other way than by the header. */
export function idempotencyKeyOf(
  vault: Vault,
  request: FastifyRequest,
  api: string,
  key: string,
): IdempotencyKey {
  return { api, key, request_hash: hashRequest(vault, request) };
}

const PURPOSE = "idempotent_request";

/**
 * Method, path and parameters: the order of the fields, and how they were encoded, make no difference. Among them may
 * be a card, which whoever reads the database could find by trial if the hash had no key.
 */
function hashRequest(vault: Vault, request: FastifyRequest): Buffer {
  return vault.keyedHash(
    PURPOSE,
    `${request.method} ${pathOf(request.url)}\n${canonicalJson(request.body ?? {}, 0)}`,
  );
}

function canonicalJson(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw new RequestRefused("body_malformed", "The body is nested too deeply.");
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(",")}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const name of Object.keys(fields).sort()) {
    text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${canonicalJson(fields[name], depth + 1)}`;
  }
  return `{${text}}`;
}
