import { type IdKind, parseId } from "../../kit/ids.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

const CHARACTERS_SHOWN = 64;

/** There is nothing of that kind and id, of this merchant in this mode. */
export function noSuch(kind: IdKind, public_id: string, param = "id"): Refusal {
  return refuse("resource_missing", `No such ${kind}: '${public_id.slice(0, CHARACTERS_SHOWN)}'`, param);
}

/** The uuid behind an id that a parameter holds; null when the parameter is not there. */
export function readReference(
  kind: IdKind,
  public_id: string | null | undefined,
  param: string,
): string | null | Refusal {
  if (public_id == null || public_id === "") return null;
  return parseId(kind, public_id) ?? noSuch(kind, public_id, param);
}
