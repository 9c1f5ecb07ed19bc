import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import { getEvent } from "../../core/events/get.ts";
import { type EventQuery, listEvents } from "../../core/events/list.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { parseId } from "../../kit/ids.ts";
import type { Page } from "../../kit/page.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { ok, sendResult } from "./answers.ts";
import type { OnerwayContext } from "./context.ts";
import { coreEventTypes, EVENT_NAMES } from "./event-names.ts";
import { presentEvent } from "./events.ts";
import { ExpandQuery } from "./fields.ts";
import { created, findPage, listAnswer, listFields } from "./lists.ts";
import { noSuch } from "./missing.ts";
import * as reference from "./reference/events.ts";

const name = (description: string) => Type.String({ minLength: 1, maxLength: 100, description });

const ListQuery = Type.Object(
  {
    ...listFields,
    type: Type.Optional(
      name("Only events of this name, or of all names that begin like it when it ends in `.*`."),
    ),
    types: Type.Optional(
      Type.Array(name("An event name."), {
        minItems: 1,
        maxItems: 20,
        description: "Only events of these names.",
      }),
    ),
    created,
  },
  { additionalProperties: false },
);

const Params = Type.Object({ id: Type.String({ description: "The event, `evt_…`." }) });

export const events: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const findTold = async (scope: Scope, id: string) => {
    const event = await getEvent(core, scope, id);
    return event === undefined || EVENT_NAMES[event.type] === null ? undefined : event;
  };

  app.get(
    "/events",
    { config: { operation: reference.listEvents }, schema: { querystring: ListQuery } },
    async (request, reply) => {
      const { scope } = request.caller;
      const exists = (id: string) => findTold(scope, id);
      const found = await findPage("event", request.query, exists, async (page) => {
        const query = readQuery(request.query, page);
        return isRefusal(query) ? query : listEvents(core, scope, query);
      });
      return sendResult(
        reply,
        listAnswer("/v1/events", found, (event) => presentEvent(core, event, scope)),
      );
    },
  );

  app.get(
    "/events/:id",
    { config: { operation: reference.getEvent }, schema: { params: Params, querystring: ExpandQuery } },
    async (request, reply) => {
      const { scope } = request.caller;
      const event_id = parseId("event", request.params.id);
      const event = event_id && (await findTold(scope, event_id));
      if (!event) return sendResult(reply, noSuch("event", request.params.id));
      return sendResult(reply, ok(presentEvent(core, event, scope)));
    },
  );
};

function readQuery({ type, types }: Static<typeof ListQuery>, page: Page): EventQuery | Refusal {
  if (type !== undefined && types !== undefined) {
    return refuse("parameter_invalid", "Give type or types, not both.", "types");
  }
  const names = types ?? [type ?? "*"];
  const { created, ...cursors } = page;
  const before = created?.before ?? null;
  return {
    ...cursors,
    types: [...new Set(names.flatMap(coreEventTypes))],
    object_id: null,
    from: created?.from ?? null,
    to: before && addMilliseconds(before, -1),
  };
}
