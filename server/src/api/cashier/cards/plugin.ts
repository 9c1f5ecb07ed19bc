import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { Core } from "../../../core/core.ts";
import type { RenderedAnswer } from "../../../core/idempotency/exchange.ts";
import type { NewCard } from "../../../core/payment-methods/create.ts";
import { tryCard } from "../../../core/payments/velocity/try-card.ts";
import { cancelSetupIntent } from "../../../core/setup-intents/cancel.ts";
import { completeSetupIntent } from "../../../core/setup-intents/complete.ts";
import { confirmSetupIntent } from "../../../core/setup-intents/confirm.ts";
import { getSetupIntent } from "../../../core/setup-intents/get.ts";
import type { SetupIntent } from "../../../core/setup-intents/setup-intent.ts";
import { isRefusal } from "../../../kit/result.ts";
import { buyerNetwork } from "../../plugins/network.ts";
import { pageHeaders } from "../headers.ts";
import { chooseLocale } from "../locale.ts";
import type { CashierRenderer } from "../page.ts";
import { attemptKey, CardBody } from "../pay.ts";
import { JSON_TYPE, sendRefusal } from "../refusal.ts";
import { triedBy } from "../tries.ts";
import { type CardVisit, cardView, enterCardVisit, openCardVisit } from "./visit.ts";

const Params = Type.Object({ id: Type.String() });
const Empty = Type.Object({});

const ConfirmBody = Type.Object({
  attempt_key: Type.String({ pattern: "^[\\w-]{8,64}$" }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  country: Type.Optional(Type.String({ pattern: "^[A-Za-z]{2}$" })),
  postal_code: Type.Optional(Type.String({ maxLength: 20 })),
  card: CardBody,
});

/** The page reads its state afresh after everything that it does. */
const DONE: RenderedAnswer = { status: 200, body: "{}" };
const render = (): RenderedAnswer => DONE;

function readCard({ name, country, postal_code, card }: Static<typeof ConfirmBody>): NewCard {
  const nowhere = { region: null, city: null, line1: null, line2: null };
  return {
    number: card.number,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    security_code: card.cvc,
    metadata: {},
    billing_details: {
      ...nowhere,
      name,
      email: null,
      phone: null,
      country: country?.toUpperCase() ?? null,
      postal_code: postal_code || null,
    },
  };
}

interface CardsOptions {
  core: Core;
  renderer: CashierRenderer;
}

/** The page on which a buyer saves a card, and its calls. */
export const cards: FastifyPluginAsyncTypebox<CardsOptions> = async (app, { core, renderer }) => {
  const schema = { hide: true, params: Params };

  app.get("/cards/:id", { schema }, (request, reply) =>
    sendPage(core, renderer, request, reply, request.params.id),
  );

  app.get("/cards/:id/state", { schema }, async (request, reply) => {
    const visit = await enterCardVisit(core, request);
    return isRefusal(visit) ? sendRefusal(reply, visit) : sendView(core, visit, reply);
  });

  app.post("/cards/:id/confirm", { schema: { ...schema, body: ConfirmBody } }, async (request, reply) => {
    const visit = await enterCardVisit(core, request);
    if (isRefusal(visit)) return sendRefusal(reply, visit);
    const { scope, intent } = visit;
    const idempotency = attemptKey(core.vault, request, intent.id, request.body.attempt_key);
    const card = readCard(request.body);
    const command = { card: { kind: "typed", card } } as const;
    let declined = false;
    const exchange = {
      idempotency,
      render(verified: SetupIntent) {
        declined = verified.status === "requires_payment_method" && verified.last_setup_error !== null;
        return DONE;
      },
    };
    const by = await triedBy(core, scope, request, intent.id, card, idempotency);
    const verify = () => confirmSetupIntent(core, scope, intent.id, command, exchange);
    const answer = await tryCard(core, scope, by, verify, () => declined);
    return isRefusal(answer) ? sendRefusal(reply, answer) : sendFreshView(core, visit, reply);
  });

  app.post("/cards/:id/authenticated", { schema: { ...schema, body: Empty } }, async (request, reply) => {
    const visit = await enterCardVisit(core, request);
    if (isRefusal(visit)) return sendRefusal(reply, visit);
    const { scope, intent } = visit;
    if (intent.verification_id !== null) {
      await completeSetupIntent(core, scope, intent.id, intent.verification_id, buyerNetwork(request));
    }
    return sendFreshView(core, visit, reply);
  });

  app.post("/cards/:id/cancel", { schema: { ...schema, body: Empty } }, async (request, reply) => {
    const visit = await enterCardVisit(core, request);
    if (isRefusal(visit)) return sendRefusal(reply, visit);
    const { scope, intent } = visit;
    const answer = await cancelSetupIntent(core, scope, intent.id, null, { idempotency: null, render });
    return isRefusal(answer) ? sendRefusal(reply, answer) : sendFreshView(core, visit, reply);
  });
};

/** Nobody may show the page in a frame: it opens in a window of its own, where the buyer sees whose page it is. */
const HEADERS = pageHeaders({ presentation: "link", lines: [] });

async function sendPage(
  core: Core,
  renderer: CashierRenderer,
  request: FastifyRequest,
  reply: FastifyReply,
  public_id: string,
): Promise<FastifyReply> {
  const { client_secret, locale: asked } = request.query as { client_secret?: unknown; locale?: unknown };
  const locale = chooseLocale([asked], request.headers["accept-language"]);
  reply.headers(HEADERS);
  const visit = await openCardVisit(core, public_id, client_secret);
  if (!isRefusal(visit)) return reply.send(renderer.card(await cardView(core, visit), locale));
  const kind = visit.refused === "resource_missing" ? "not_found" : "wrong_token";
  return reply.code(kind === "not_found" ? 404 : 403).send(renderer.message(locale, kind, "card"));
}

async function sendFreshView(core: Core, visit: CardVisit, reply: FastifyReply): Promise<FastifyReply> {
  const intent = await getSetupIntent(core, visit.scope, visit.intent.id);
  return sendView(core, { ...visit, intent: intent ?? visit.intent }, reply);
}

/** A card that could not be verified is an error, with what the page shows now. */
async function sendView(core: Core, visit: CardVisit, reply: FastifyReply): Promise<FastifyReply> {
  const view = await cardView(core, visit);
  const is_get = reply.request.method === "GET";
  if (is_get || view.status !== "requires_payment_method" || view.last_error === null) {
    return reply.type(JSON_TYPE).send(view);
  }
  return reply.code(402).type(JSON_TYPE).send({ error: view.last_error, view });
}
