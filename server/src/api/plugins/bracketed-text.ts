import qs from "qs";
import { RequestRefused } from "./request-refused.ts";

/** Where fields with brackets stand, and how what is wrong with them is called there. */
export interface BracketedPlace {
  readonly refused: "body_malformed" | "parameter_invalid";
  readonly badly_encoded: string;
  readonly has_prototype: string;
  readonly too_much: string;
}

const OPTIONS = {
  depth: 8,
  strictDepth: true,
  parameterLimit: 1000,
  arrayLimit: 200,
  throwOnLimitExceeded: true,
  // A name such as `constructor` is a name like any other.
  plainObjects: true,
  allowPrototypes: true,
} as const;

/** Reads fields with brackets (`metadata[order_id]=1`, `items[0]=a`, `items[]=a`), all of whose values are text. */
export function parseBracketed(text: string, place: BracketedPlace): object {
  refuseUnreadable(text, place);
  try {
    return qs.parse(text, OPTIONS);
  } catch {
    throw new RequestRefused(place.refused, place.too_much);
  }
}

/** A parser would take what is wrongly encoded as it stands, and leave `__proto__` out without a word. */
export function refuseUnreadable(text: string, place: BracketedPlace): void {
  try {
    decodeURIComponent(text);
  } catch {
    throw new RequestRefused(place.refused, place.badly_encoded);
  }
  const names = text.split("&").map((field) => decodeURIComponent(field.split("=", 1)[0] ?? ""));
  if (names.some((name) => name.includes("__proto__"))) {
    throw new RequestRefused(place.refused, place.has_prototype);
  }
}
