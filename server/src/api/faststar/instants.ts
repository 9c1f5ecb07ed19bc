import { parseInstant } from "../../kit/instant.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

export const INSTANT_CHARACTERS = 40;

/** An instant as a request writes it: ISO 8601 with a time zone, or Unix seconds, as events have it. */
export function readInstant(text: string, param: string): Date | Refusal {
  const instant = /^\d{1,11}$/.test(text) ? new Date(Number(text) * 1000) : parseInstant(text);
  return (
    instant ??
    refuse(
      "parameter_invalid",
      "Invalid {param}: it must be an instant with its time zone, such as 2026-06-12T12:00:00Z, or Unix seconds.",
      param,
      { param },
    )
  );
}

/** The same for a parameter that may be left out. */
export function readOptionalInstant(text: string | undefined, param: string): Date | null | Refusal {
  return text === undefined ? null : readInstant(text, param);
}
