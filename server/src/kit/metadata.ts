import { type Refusal, refuse } from "./result.ts";

/** A merchant's own name-value pairs. */
export type Metadata = Readonly<Record<string, string>>;

const KEYS = 50;

/** What is there, with the changes: a value of "" removes its key. */
export function mergeMetadata(current: Metadata, changes: Metadata): Metadata | Refusal {
  const merged = Object.entries({ ...current, ...changes }).filter(([, value]) => value !== "");
  if (merged.length <= KEYS) return Object.fromEntries(merged);
  return refuse("parameter_invalid", `Metadata can have at most ${KEYS} keys.`, "metadata");
}
