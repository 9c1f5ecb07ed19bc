import { type Refusal, refuse } from "./result.ts";

/** A merchant's own name-value pairs on a thing. */
export type Metadata = Readonly<Record<string, string>>;

/** Pairs to set; null or "" removes one. Null in place of the pairs removes them all. */
export type MetadataChanges = Readonly<Record<string, string | null>> | null;

const MAXIMUM_KEYS = 50;

export function mergeMetadata(current: Metadata, changes: MetadataChanges | undefined): Metadata {
  if (changes === null) return {};
  const merged = Object.entries({ ...current, ...changes });
  return Object.fromEntries(
    merged.filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ""),
  );
}

/** Why there are too many pairs, or undefined when there are not. */
export function refuseMetadata(metadata: Metadata): Refusal | undefined {
  if (Object.keys(metadata).length <= MAXIMUM_KEYS) return undefined;
  return refuse("parameter_invalid", "Metadata can have at most {limit} keys.", "metadata", {
    limit: MAXIMUM_KEYS,
  });
}
