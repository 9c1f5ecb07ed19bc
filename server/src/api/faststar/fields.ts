import { Type } from "typebox";

/** The field types that several requests share. `null` is accepted wherever a field may be left out. */
export const optional = <T extends Parameters<typeof Type.Optional>[0]>(type: T) =>
  Type.Optional(Type.Union([type, Type.Null()]));

export const text = (maximum: number, description: string) =>
  Type.String({ minLength: 1, maxLength: maximum, description });

// Not Type.Record: what that says about names does not reach those with a line break.
export const metadata = Type.Unsafe<Record<string, string>>({
  type: "object",
  propertyNames: { minLength: 1, maxLength: 40 },
  additionalProperties: { type: "string", maxLength: 500 },
  maxProperties: 50,
  description: "Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500.",
});

export const httpUrl = (description: string) =>
  Type.String({ format: "http-url", maxLength: 2048, description });

export const listQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20, description: "How many to answer." }),
  cursor: Type.Optional(Type.String({ maxLength: 64, description: "`next_cursor` of the page before." })),
});

export const MAXIMUM_INTEGER = Number.MAX_SAFE_INTEGER;
