import { type Refusal, refuse } from "../../kit/result.ts";

const SHOWN_CHARACTERS = 64;

/** Refuses an id of nothing. The template has a place for the `id`, which is shown cut to a sensible length. */
export function refuseMissing(template: string, id: string, param: string): Refusal {
  const shown = id.length > SHOWN_CHARACTERS ? `${id.slice(0, SHOWN_CHARACTERS)}…` : id;
  return refuse("resource_missing", template, param, { id: shown });
}
