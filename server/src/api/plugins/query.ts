import type { FastifyInstance, FastifyRequest } from "fastify";
import { type BracketedPlace, parseBracketed, refuseBadlyEncoded } from "./bracketed-text.ts";
import { RequestRefused } from "./request-refused.ts";

interface QuerySchema {
  readonly properties?: Readonly<Record<string, { readonly type?: unknown }>>;
}

/** A parameter that is there twice would have two meanings; only one that is a list may be. */
export function refuseRepeated(query: unknown, { properties = {} }: QuerySchema) {
  for (const [param, value] of Object.entries(query ?? {})) {
    if (!Array.isArray(value) || !Object.hasOwn(properties, param)) continue;
    if (properties[param]?.type === "array") continue;
    return {
      error: new RequestRefused("parameter_invalid", "{param} is given more than once.", param, { param }),
    };
  }
  return undefined;
}

/**
 * Makes the routes that are added after it refuse query parameters that they do not know: whoever misspells a filter
 * would otherwise be told about things that were not asked for.
 */
export function refuseUnknownQueries(scope: FastifyInstance): void {
  scope.addHook("onRoute", (route) => {
    const query = (route.schema?.querystring ?? { type: "object", properties: {} }) as QuerySchema;
    route.schema = { ...route.schema, querystring: { ...query, additionalProperties: false } };
  });
}

const QUERY: BracketedPlace = {
  refused: "parameter_invalid",
  badly_encoded: "The query of the address is not well encoded.",
  has_prototype: "The query of the address has a parameter that is called __proto__.",
  too_much: "The query of the address is nested too deeply or has too many parameters.",
};

/**
 * Reads queries with brackets (`created[gte]=1`, `expand[]=customer`) on the routes of a scope. The framework has one
 * parser for the whole server, whose other rooms have no such queries, so it is done again before validation.
 */
export function acceptBracketedQueries(scope: FastifyInstance): void {
  scope.addHook("preValidation", (request, _reply, done) => {
    const text = queryOf(request);
    if (text !== "") request.query = parseBracketed(text, QUERY);
    done(refuseNul(text));
  });
}

/** Makes the routes of a scope refuse queries that are not text; the framework would take what they look like. */
export function refuseUnreadableQueries(scope: FastifyInstance): void {
  scope.addHook("preValidation", (request, _reply, done) => {
    const text = queryOf(request);
    refuseBadlyEncoded(text, QUERY);
    done(refuseNul(text));
  });
}

function queryOf({ url }: FastifyRequest): string {
  const start = url.indexOf("?") + 1;
  return start === 0 ? "" : url.slice(start);
}

/** No honest text has one, and PostgreSQL takes none. */
function refuseNul(text: string): Error | undefined {
  if (!text.includes("%00")) return undefined;
  const [name = ""] =
    text
      .split("&")
      .find((field) => field.includes("%00"))
      ?.split("=", 1) ?? [];
  const param = name.includes("%00") ? undefined : decodeURIComponent(name.replaceAll("+", " "));
  return new RequestRefused("parameter_invalid", "The query of the address has a NUL in it.", param);
}
