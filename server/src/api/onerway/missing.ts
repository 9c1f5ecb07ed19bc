import type { IdKind } from "../../kit/ids.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

const SHOWN_CHARACTERS = 64;

/** Refuses an id of nothing, which is shown cut to a sensible length. */
export function noSuch(kind: IdKind, public_id: string, param = "id"): Refusal {
  return refuse("resource_missing", `No such ${kind}: '${public_id.slice(0, SHOWN_CHARACTERS)}'`, param);
}
