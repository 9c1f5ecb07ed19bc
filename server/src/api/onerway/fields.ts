import { Type } from "typebox";
import type { MetadataChanges } from "../../kit/metadata.ts";

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

// A value of null or an empty text takes its pair away.
/** What a change does to metadata; null, or the empty text that a form can send, in place of the pairs removes all. */
export const metadataChanges = Type.Unsafe<MetadataChanges | "">({
  type: ["object", "string", "null"],
  maxLength: 0,
  propertyNames: { minLength: 1, maxLength: 40 },
  additionalProperties: { type: ["string", "null"], maxLength: 500 },
  maxProperties: 100,
  description:
    "Pairs to set. The other pairs stay; an empty value removes its pair, and an empty text in place of the pairs removes all.",
});

export function readMetadataChanges(changes: MetadataChanges | "" | undefined): MetadataChanges | undefined {
  return changes === "" ? null : changes;
}

export const id = (description: string) => Type.String({ minLength: 1, maxLength: 64, description });

export const httpUrl = (description: string) =>
  Type.String({ format: "http-url", maxLength: 2048, description });

export const email = (description: string) => Type.String({ format: "email", maxLength: 254, description });

export const MAXIMUM_INTEGER = Number.MAX_SAFE_INTEGER;

export const expand = Type.Optional(
  Type.Array(Type.String({ maxLength: 100 }), {
    maxItems: 20,
    description:
      "Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`.",
  }),
);

/** What looking at one thing can be asked with. */
export const ExpandQuery = Type.Object({ expand });
