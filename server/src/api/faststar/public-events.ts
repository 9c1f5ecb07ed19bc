import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { getEvent } from "../../core/events/get.ts";
import { type EventQuery, listEvents } from "../../core/events/list.ts";
import { parseId } from "../../kit/ids.ts";
import { endOfSecond } from "../../kit/instant.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { checkEventTypeIn } from "./event-types.ts";
import {
  coreEventTypes,
  faststarWebhooks,
  parseObjectId,
  presentEvent,
  TOLD_EVENT_TYPES,
  WEBHOOK_EVENT_TYPES,
} from "./events.ts";
import { listQuery } from "./fields.ts";
import { INSTANT_CHARACTERS, readOptionalInstant } from "./instants.ts";
import { cursorId, listAnswer } from "./lists.ts";
import * as reference from "./reference/events.ts";

const instant = (description: string) =>
  Type.Optional(Type.String({ maxLength: INSTANT_CHARACTERS, description }));

const EventListQuery = Type.Object({
  ...listQuery.properties,
  type: Type.Optional(Type.Enum([...WEBHOOK_EVENT_TYPES], { description: "Only events of this type." })),
  created_from: instant("Only events since then: 2026-06-12T12:00:00Z, or Unix seconds."),
  created_to: instant("Only events until the end of that second."),
  object_id: Type.Optional(
    Type.String({ maxLength: 64, description: "Only events of this payment, `pi_…`." }),
  ),
});

const Params = Type.Object({ id: Type.String({ description: "The event, `evt_…`." }) });

interface RequestedEvents {
  limit: number;
  cursor?: string;
  type?: string;
  created_from?: string;
  created_to?: string;
  object_id?: string;
}

function readQuery(query: RequestedEvents): EventQuery | Refusal {
  const after_id = cursorId("event", query.cursor);
  if (isRefusal(after_id)) return after_id;
  const from = readOptionalInstant(query.created_from, "created_from");
  if (isRefusal(from)) return from;
  const to = readOptionalInstant(query.created_to, "created_to");
  if (isRefusal(to)) return to;
  if (from !== null && to !== null && from > endOfSecond(to)) {
    return refuse("parameter_invalid", "created_from must not be later than created_to.", "created_from");
  }
  const object_id = query.object_id === undefined ? null : parseObjectId(query.object_id);
  if (object_id === undefined) {
    return refuse(
      "parameter_invalid",
      "object_id must be the id of what the events tell of: pi_… or re_….",
      "object_id",
    );
  }
  const types = query.type === undefined ? TOLD_EVENT_TYPES : coreEventTypes(query.type);
  return { limit: query.limit, after_id, from, to: to && endOfSecond(to), object_id, types };
}

export const publicEvents: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.get(
    "/public/events",
    {
      config: { operation: reference.listEvents },
      schema: { querystring: EventListQuery },
      preValidation: checkEventTypeIn("type"),
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const query = readQuery(request.query);
      if (isRefusal(query)) return sendResult(reply, query);
      const page = await listEvents(core, scope, query);
      return sendResult(
        reply,
        listAnswer("Events", "event", page, (event) => presentEvent(event, scope)),
      );
    },
  );

  app.get(
    "/public/events/:id",
    { config: { operation: reference.getEvent }, schema: { params: Params } },
    async (request, reply) => {
      const { scope } = request.caller;
      const event_id = parseId("event", request.params.id);
      const event = event_id && (await getEvent(core, scope, event_id));
      if (!event || faststarWebhooks.eventName(event.type) === null) {
        return sendResult(reply, refuse("resource_missing", "No such event.", "id"));
      }
      return sendResult(reply, success("Event", presentEvent(event, scope)));
    },
  );
};
