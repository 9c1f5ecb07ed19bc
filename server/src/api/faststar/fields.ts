import { Type } from "typebox";
import type { MetadataChanges } from "../../kit/metadata.ts";

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

// Null as a value, or the empty text, takes a pair away.
export const metadataChanges = Type.Unsafe<MetadataChanges>({
  type: ["object", "null"],
  propertyNames: { minLength: 1, maxLength: 40 },
  additionalProperties: { type: ["string", "null"], maxLength: 500 },
  maxProperties: 100,
  description:
    "Pairs to set. The other pairs stay; a value of null or an empty text removes its pair, and null in place of the object removes all.",
});

export const httpUrl = (description: string) =>
  Type.String({ format: "http-url", maxLength: 2048, description });

export const httpsUrl = (description: string) =>
  Type.String({ format: "https-url", maxLength: 2048, description });

export const listQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20, description: "How many to answer." }),
  cursor: Type.Optional(Type.String({ maxLength: 64, description: "`next_cursor` of the page before." })),
});

export const MAXIMUM_INTEGER = Number.MAX_SAFE_INTEGER;
