import type { FastifyRequest } from "fastify";
import { RequestRefused } from "../plugins/request-refused.ts";
import { WEBHOOK_EVENT_TYPES } from "./events.ts";

const CHARACTERS_SHOWN = 60;

/** Refuses a misspelt event type by its name, and says which ones there are. Anything but text is left to the schema. */
function refuseUnknown(type: unknown, param: string): void {
  if (typeof type !== "string" || (WEBHOOK_EVENT_TYPES as readonly string[]).includes(type)) return;
  throw new RequestRefused(
    "parameter_invalid",
    "Invalid {param}: there is no event type {type}. There are {known}.",
    param,
    {
      param,
      type: JSON.stringify(type.slice(0, CHARACTERS_SHOWN)),
      known: WEBHOOK_EVENT_TYPES.join(", "),
    },
  );
}

/** A hook for bodies with `event_types`. */
export async function checkEventTypes({ body }: FastifyRequest): Promise<void> {
  const types = (body as { event_types?: unknown } | null | undefined)?.event_types;
  if (!Array.isArray(types)) return;
  for (const [index, type] of types.entries()) refuseUnknown(type, `event_types[${index}]`);
}

/** A hook for lists that can be narrowed to one event type, by a parameter of that name. */
export function checkEventTypeIn(param: string) {
  return async ({ query }: FastifyRequest): Promise<void> =>
    refuseUnknown((query as Record<string, unknown>)[param], param);
}
