import type { FastifyInstance } from "fastify";
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
