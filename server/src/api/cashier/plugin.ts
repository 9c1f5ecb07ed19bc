import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { completeCheckout } from "../../core/billing/complete-checkout.ts";
import { confirmCheckout } from "../../core/billing/confirm-checkout.ts";
import { getCheckoutSession } from "../../core/checkout/get.ts";
import { keepCard } from "../../core/checkout/keep-card.ts";
import { relocateBuyer } from "../../core/checkout/relocate.ts";
import type { Core } from "../../core/core.ts";
import type { RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { tryCard } from "../../core/payments/velocity/try-card.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import { acceptJson } from "../plugins/bodies.ts";
import { buyerNetwork } from "../plugins/network.ts";
import { refusalOfError } from "../plugins/refusal-of-error.ts";
import { registerUnknownRoutes } from "../plugins/unknown-routes.ts";
import { registerValidation } from "../plugins/validation.ts";
import { authentication } from "./authentication/plugin.ts";
import { cards } from "./cards/plugin.ts";
import type { CheckoutView } from "./checkout-view.ts";
import { pageHeaders } from "./headers.ts";
import { chooseLocale } from "./locale.ts";
import { type CashierRenderer, loadCashierRenderer } from "./page.ts";
import { attemptKey, LocationBody, PayBody, readLocation, readPayment } from "./pay.ts";
import { JSON_TYPE, sendRefusal } from "./refusal.ts";
import { triedBy } from "./tries.ts";
import { openVisit, type Visit, viewOf } from "./visit.ts";

export interface CashierOptions {
  core: Core;
  /** The cashier workspace's built files. */
  dist_dir: string;
}

const BODY_LIMIT_BYTES = 64 * 1024;

const Params = Type.Object({ id: Type.String() });

/** The hosted cashier: a page per session, and the few calls that the page makes. */
export const cashier: FastifyPluginAsyncTypebox<CashierOptions> = async (app, { core, dist_dir }) => {
  const renderer = await loadCashierRenderer(dist_dir);
  // What buyers type is short, and anybody may send something here.
  app.addHook("onRoute", (route) => {
    route.bodyLimit ??= BODY_LIMIT_BYTES;
  });
  app.removeAllContentTypeParsers();
  acceptJson(app);
  registerValidation(app);
  app.setErrorHandler((error: Error, request, reply) => sendRefusal(reply, refusalOfError(error, request)));
  registerUnknownRoutes(app, sendRefusal);
  await app.register(fastifyStatic, {
    root: join(dist_dir, "client"),
    prefix: "/checkout/assets/",
    maxAge: "365d",
    immutable: true,
    index: false,
  });
  await app.register(cards, { core, renderer });
  await app.register(authentication, { core });
  app.get("/checkout/:id", { schema: { hide: true, params: Params } }, (request, reply) =>
    sendPage(core, renderer, request, reply, request.params.id),
  );

  const schema = { hide: true, params: Params };
  app.get("/checkout/:id/state", { schema }, async (request, reply) => {
    const visit = await enter(core, request);
    if (isRefusal(visit)) return sendRefusal(reply, visit);
    await keepCard(core, visit.scope, visit.found);
    return reply.type(JSON_TYPE).send(await viewOf(core, visit, request));
  });

  app.post(
    "/checkout/:id/location",
    { schema: { ...schema, body: LocationBody } },
    async (request, reply) => {
      const visit = await enter(core, request);
      if (isRefusal(visit)) return sendRefusal(reply, visit);
      const found = await relocateBuyer(core, visit.scope, visit.session_id, readLocation(request.body));
      if (isRefusal(found)) return sendRefusal(reply, found);
      return reply.type(JSON_TYPE).send(await viewOf(core, visit, request, found));
    },
  );

  app.post("/checkout/:id/pay", { schema: { ...schema, body: PayBody } }, async (request, reply) => {
    const visit = await enter(core, request);
    if (isRefusal(visit)) return sendRefusal(reply, visit);
    const exchange = {
      idempotency: attemptKey(core.vault, request, visit.session_id, request.body.attempt_key),
      render: (): RenderedAnswer => PAID_ATTEMPT,
    };
    const { scope, session_id } = visit;
    const command = readPayment(request.body);
    if (isRefusal(command)) return sendRefusal(reply, command);
    const by = await triedBy(core, scope, request, session_id, command.card, exchange.idempotency);
    let seen: CheckoutView | undefined;
    const look = async () => (seen = await freshView(core, visit, request));
    const pay = () => confirmCheckout(core, scope, session_id, command, exchange);
    const answer = await tryCard(core, scope, by, pay, async () => hasFailed(await look()));
    const view = seen ?? (await look());
    if (isRefusal(answer)) {
      // Detached between the look and the payment: to the buyer it is the card they have chosen that is gone.
      const param = answer.param === "payment_method" ? "payment_method_id" : answer.param;
      return sendRefusal(reply, { ...answer, param }, view);
    }
    return hasFailed(view) ? sendDecline(reply, view) : reply.type(JSON_TYPE).send(view);
  });

  app.post(
    "/checkout/:id/authenticated",
    { schema: { ...schema, body: Type.Object({}) } },
    async (request, reply) => {
      const visit = await enter(core, request);
      if (isRefusal(visit)) return sendRefusal(reply, visit);
      await completeCheckout(core, visit.scope, visit.found, buyerNetwork(request));
      return reply.type(JSON_TYPE).send(await freshView(core, visit, request));
    },
  );
};

/** The page reads its state afresh after every attempt, so a repeated one has nothing of its own to say. */
const PAID_ATTEMPT: RenderedAnswer = { status: 200, body: "{}" };

function enter(core: Core, request: FastifyRequest): Promise<Visit | Refusal> {
  const { id } = request.params as { id: string };
  return openVisit(core, id, request.headers["x-session-token"]);
}

async function freshView(core: Core, visit: Visit, request: FastifyRequest) {
  const found = (await getCheckoutSession(core, visit.scope, visit.session_id)) ?? visit.found;
  await keepCard(core, visit.scope, found);
  return viewOf(core, visit, request, found);
}

const hasFailed = ({ payment }: CheckoutView) => payment.state === "none" && payment.last_error !== null;

function sendDecline(
  reply: FastifyReply,
  view: { payment: { last_error: { code: string } | null } },
): FastifyReply {
  return reply.code(402).type(JSON_TYPE).send({ error: view.payment.last_error, view });
}

async function sendPage(
  core: Core,
  renderer: CashierRenderer,
  request: FastifyRequest,
  reply: FastifyReply,
  public_id: string,
): Promise<FastifyReply> {
  const { token, locale } = request.query as { token?: unknown; locale?: unknown };
  const visit = await openVisit(core, public_id, token);
  if (!isRefusal(visit)) {
    const html = renderer.checkout(await viewOf(core, visit, request));
    return reply.headers(pageHeaders(visit.found.session)).send(html);
  }
  const kind = visit.refused === "resource_missing" ? "not_found" : "wrong_token";
  const html = renderer.message(chooseLocale([locale], request.headers["accept-language"]), kind);
  return reply
    .code(kind === "not_found" ? 404 : 403)
    .headers(pageHeaders({ presentation: "iframe", lines: [] }))
    .send(html);
}
