import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { listCheckoutSessions } from "../../core/checkout/list.ts";
import type { SessionWithPayment } from "../../core/checkout/session.ts";
import { sessionToken } from "../../core/checkout/session-token.ts";
import { isRefusal } from "../../kit/result.ts";
import type { FaststarContext } from "./context.ts";
import { sendResult } from "./envelope.ts";
import { listQuery, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentSession } from "./present.ts";
import * as reference from "./reference/checkout-sessions.ts";

const SessionListQuery = Type.Object({
  ...listQuery.properties,
  status: Type.Optional(
    Type.Enum(["open", "complete", "expired"], { description: "Only sessions that are in this state now." }),
  ),
  client_reference_id: Type.Optional(text(200, "Only the sessions of this order number of yours.")),
});

/** Sessions in pages, the newest first. */
export const checkoutSessionList: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.get(
    "/public/checkout/sessions",
    { config: { operation: reference.listCheckoutSessions }, schema: { querystring: SessionListQuery } },
    async (request, reply) => {
      const { limit, cursor, status = null, client_reference_id = null } = request.query;
      const after_id = cursorId("checkout_session", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const { scope } = request.caller;
      const page = await listCheckoutSessions(core, scope, { limit, after_id, status, client_reference_id });
      const present = (found: SessionWithPayment) =>
        presentSession(found, sessionToken(core.vault, scope, found.session.id), core.clock.now());
      const items = page.items.map((found) => ({ ...found, id: found.session.id }));
      return sendResult(
        reply,
        listAnswer("Checkout sessions", "checkout_session", { ...page, items }, present),
      );
    },
  );
};
