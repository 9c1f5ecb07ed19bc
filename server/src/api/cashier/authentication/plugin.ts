import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Core } from "../../../core/core.ts";
import { completeAuthentication } from "../../../core/payments/attempts/complete-authentication.ts";
import { confirmPayment } from "../../../core/payments/confirm.ts";
import { getPayment } from "../../../core/payments/get.ts";
import { isRefusal, refuse } from "../../../kit/result.ts";
import { buyerNetwork } from "../../plugins/network.ts";
import { chooseLocale } from "../locale.ts";
import { JSON_TYPE, sendRefusal } from "../refusal.ts";
import { authenticationPage, linkPage, PAGE_HEADERS } from "./page.ts";
import {
  type AuthenticationVisit,
  describePurchase,
  enterAuthentication,
  openAuthentication,
  stateOf,
} from "./visit.ts";

const Params = Type.Object({ id: Type.String() });
const Empty = Type.Object({});

/** The page where a buyer finishes a payment that their bank wants to hear about, and its calls. */
export const authentication: FastifyPluginAsyncTypebox<{ core: Core }> = async (app, { core }) => {
  const schema = { hide: true, params: Params };

  app.get("/authenticate/:id", { schema }, (request, reply) =>
    sendPage(core, request, reply, request.params.id),
  );

  app.get("/authenticate/:id/state", { schema }, async (request, reply) => {
    const visit = await enterAuthentication(core, request);
    if (isRefusal(visit)) return sendRefusal(reply, visit);
    return reply.type(JSON_TYPE).send(stateOf(visit.intent));
  });

  app.post(
    "/authenticate/:id/authenticated",
    { schema: { ...schema, body: Empty } },
    async (request, reply) => {
      const visit = await enterAuthentication(core, request);
      if (isRefusal(visit)) return sendRefusal(reply, visit);
      const { scope, intent } = visit;
      if (intent.payment_attempt_id !== null) {
        const network = buyerNetwork(request);
        await completeAuthentication(core, scope, intent.payment_attempt_id, { network });
      }
      return sendFreshState(core, visit, reply);
    },
  );

  app.post("/authenticate/:id/start", { schema: { ...schema, body: Empty } }, async (request, reply) => {
    const visit = await enterAuthentication(core, request);
    if (isRefusal(visit)) return sendRefusal(reply, visit);
    const { scope, intent } = visit;
    // Only what the bank has asked for: a buyer cannot try a card again that was declined for another reason.
    const payment_method_id = intent.last_payment_error?.payment_method_id;
    if (stateOf(intent).state !== "start" || payment_method_id === undefined) {
      return sendRefusal(reply, refuse("state_conflict", "This payment does not wait for the buyer."));
    }
    const exchange = { idempotency: null, render: () => ({ status: 200, body: "{}" }) };
    const command = { payment_method_id, off_session: false };
    const answer = await confirmPayment(core, scope, intent.id, command, exchange);
    return isRefusal(answer) ? sendRefusal(reply, answer) : sendFreshState(core, visit, reply);
  });
};

async function sendFreshState(
  core: Core,
  { scope, intent }: AuthenticationVisit,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fresh = await getPayment(core, scope, intent.id);
  return reply.type(JSON_TYPE).send(stateOf(fresh ?? intent));
}

async function sendPage(
  core: Core,
  request: FastifyRequest,
  reply: FastifyReply,
  public_id: string,
): Promise<FastifyReply> {
  const { client_secret, locale: asked } = request.query as { client_secret?: unknown; locale?: unknown };
  const locale = chooseLocale([asked], request.headers["accept-language"]);
  reply.headers(PAGE_HEADERS);
  const visit = await openAuthentication(core, public_id, client_secret);
  if (isRefusal(visit)) {
    return visit.refused === "resource_missing"
      ? reply.code(404).send(linkPage(locale, "not_found"))
      : reply.code(403).send(linkPage(locale, "wrong_link"));
  }
  const { state, challenge_url } = stateOf(visit.intent);
  const shown = state === "succeeded" ? "already_paid" : state;
  return reply.send(authenticationPage(locale, shown, challenge_url, await describePurchase(core, visit)));
}
