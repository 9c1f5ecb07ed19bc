import { Type } from "typebox";

/** Optional; null, or an empty value in a form body, clears the field. */
export const clearable = <T extends Parameters<typeof Type.Optional>[0]>(type: T) =>
  Type.Optional(Type.Union([type, Type.Null()]));

export const description = Type.String({ maxLength: 350, description: "Up to 350 characters." });

// Not Type.Record: what that says about names does not reach those with a line break.
export const metadata = Type.Unsafe<Record<string, string>>({
  type: "object",
  propertyNames: { minLength: 1, maxLength: 40 },
  additionalProperties: { type: "string", maxLength: 500 },
  maxProperties: 50,
  description: "Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500.",
});

export const id = (description: string) => Type.String({ minLength: 1, maxLength: 64, description });

export const httpUrl = (description: string) =>
  Type.String({ format: "http-url", maxLength: 2048, description });

export const email = (description: string) => Type.String({ format: "email", maxLength: 254, description });

export const MAXIMUM_INTEGER = Number.MAX_SAFE_INTEGER;

export const expand = Type.Optional(
  Type.Array(Type.String({ maxLength: 100 }), {
    maxItems: 20,
    description: "Accepted from client libraries; objects are always answered by their ids.",
  }),
);
