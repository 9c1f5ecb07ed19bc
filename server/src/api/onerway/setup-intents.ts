import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { Core } from "../../core/core.ts";
import { getCustomer } from "../../core/customers/get.ts";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import { cancelSetupIntent } from "../../core/setup-intents/cancel.ts";
import type { CardToSetUp } from "../../core/setup-intents/card.ts";
import { confirmSetupIntent } from "../../core/setup-intents/confirm.ts";
import { type CreateSetupIntent, createSetupIntent } from "../../core/setup-intents/create.ts";
import { getSetupIntent } from "../../core/setup-intents/get.ts";
import { listSetupIntents } from "../../core/setup-intents/list.ts";
import type { SetupIntent } from "../../core/setup-intents/setup-intent.ts";
import type { SetupFilter } from "../../core/setup-intents/store.ts";
import { updateSetup } from "../../core/setup-intents/update.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { ok, sendResult } from "./answers.ts";
import { refuseClientSecret, refuseServerFields } from "./browser-calls.ts";
import { withinBrowserLimits } from "./browser-tries.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { readMetadataChanges } from "./fields.ts";
import { findPage, listAnswer } from "./lists.ts";
import { noSuch, readReference } from "./missing.ts";
import { readPaymentMethodData } from "./payment-method-data.ts";
import { readPaymentMethod } from "./payment-method-ids.ts";
import { postOrPut } from "./post-or-put.ts";
import { presentSetupIntent, setupAnswer } from "./present-setup-intents.ts";
import { showSetupIntent } from "./present-to-browser.ts";
import * as reference from "./reference/setup-intents.ts";
import {
  BROWSER_FIELDS,
  CancelBody,
  type CardFields,
  ConfirmBody,
  CreateBody,
  GetQuery,
  ListQuery,
  Params,
  UpdateBody,
} from "./setup-intent-schemas.ts";

/** The card that a request names or holds; null when it does neither. */
async function readCard(
  core: Core,
  request: FastifyRequest,
  { payment_method, payment_method_data }: CardFields,
): Promise<CardToSetUp | null | Refusal> {
  if (payment_method !== undefined && payment_method_data !== undefined) {
    const message = "Give payment_method or payment_method_data, not both.";
    return refuse("parameter_invalid", message, "payment_method_data");
  }
  if (payment_method_data !== undefined) {
    const card = readPaymentMethodData(payment_method_data);
    return isRefusal(card) ? card : { kind: "typed", card };
  }
  if (payment_method === undefined) return null;
  const payment_method_id = await readPaymentMethod(core, request, payment_method);
  return isRefusal(payment_method_id) ? payment_method_id : { kind: "stored", payment_method_id };
}

function readCommand(body: Static<typeof CreateBody>, card: CardToSetUp | null): CreateSetupIntent | Refusal {
  const customer_id = readReference("customer", body.customer, "customer");
  if (isRefusal(customer_id)) return customer_id;
  if (body.return_url !== undefined && body.confirm !== true) {
    const message = "return_url says where the buyer comes back to, so it is given with confirm.";
    return refuse("parameter_invalid", message, "return_url");
  }
  return {
    customer_id,
    card,
    confirm: body.confirm === true,
    metadata: body.metadata || {},
    description: body.description || null,
    return_url: body.return_url ?? null,
    usage: body.usage ?? "off_session",
    payment_method_types: body.payment_method_types ?? ["card"],
  };
}

async function readFilter(
  core: Core,
  scope: Scope,
  { customer, payment_method }: Static<typeof ListQuery>,
): Promise<SetupFilter | Refusal> {
  const customer_id = readReference("customer", customer, "customer");
  if (isRefusal(customer_id)) return customer_id;
  if (customer_id !== null && !(await getCustomer(core, scope, customer_id))) {
    return noSuch("customer", customer ?? "", "customer");
  }
  const payment_method_id = readReference("payment_method", payment_method, "payment_method");
  if (isRefusal(payment_method_id)) return payment_method_id;
  if (payment_method_id !== null && !(await getPaymentMethod(core, scope, payment_method_id))) {
    return noSuch("payment_method", payment_method ?? "", "payment_method");
  }
  return { customer_id, payment_method_id };
}

type Located = FastifyRequest<{ Params: Static<typeof Params> }>;

/** The setup intent of the address. */
function setupIntentId({ params }: Located): string | Refusal {
  return parseId("setup_intent", params.id) ?? noSuch("setup_intent", params.id);
}

export const setupIntents: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const verifying = (request: FastifyRequest) =>
    exchangeFor(core, request, (intent: SetupIntent) =>
      setupAnswer(intent, showSetupIntent(core, request, intent), request.id),
    );
  const writing = (request: FastifyRequest) =>
    exchangeFor(core, request, (intent: SetupIntent) =>
      ok(presentSetupIntent(core, request.caller.scope, intent)),
    );

  app.post(
    "/setup_intents",
    {
      config: { operation: reference.createSetupIntent, expands: "setup_intent" },
      schema: { body: CreateBody },
    },
    async (request, reply) => {
      const card = await readCard(core, request, request.body);
      if (isRefusal(card)) return sendResult(reply, card);
      const command = readCommand(request.body, card);
      if (isRefusal(command)) return sendResult(reply, command);
      return sendResult(
        reply,
        await createSetupIntent(core, request.caller.scope, command, verifying(request)),
      );
    },
  );

  app.get(
    "/setup_intents",
    {
      config: { operation: reference.listSetupIntents, expands: "setup_intent" },
      schema: { querystring: ListQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const filter = await readFilter(core, scope, request.query);
      if (isRefusal(filter)) return sendResult(reply, filter);
      const exists = (id: string) => getSetupIntent(core, scope, id);
      const found = await findPage("setup_intent", request.query, exists, (page) =>
        listSetupIntents(core, scope, page, filter),
      );
      const present = (intent: SetupIntent) => presentSetupIntent(core, scope, intent);
      return sendResult(reply, listAnswer("/v1/setup_intents", found, present));
    },
  );

  app.get(
    "/setup_intents/:id",
    {
      config: { operation: reference.getSetupIntent, expands: "setup_intent", publishable: true },
      schema: { params: Params, querystring: GetQuery },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const { client_secret } = request.query;
      const refused = refuseClientSecret(core, request, "setup_intent", request.params.id, client_secret);
      if (refused !== undefined) return sendResult(reply, refused);
      const uuid = setupIntentId(request);
      if (isRefusal(uuid)) return sendResult(reply, uuid);
      const intent = await getSetupIntent(core, scope, uuid);
      if (intent === undefined) return sendResult(reply, noSuch("setup_intent", request.params.id));
      return sendResult(reply, ok(showSetupIntent(core, request, intent)));
    },
  );

  app.post(
    "/setup_intents/:id/confirm",
    {
      config: { operation: reference.confirmSetupIntent, expands: "setup_intent", publishable: true },
      schema: { params: Params, body: ConfirmBody },
    },
    async (request, reply) => {
      const { return_url, client_secret } = request.body;
      const refused =
        refuseServerFields(request, BROWSER_FIELDS) ??
        refuseClientSecret(core, request, "setup_intent", request.params.id, client_secret);
      if (refused !== undefined) return sendResult(reply, refused);
      const uuid = setupIntentId(request);
      if (isRefusal(uuid)) return sendResult(reply, uuid);
      const card = await readCard(core, request, request.body);
      if (isRefusal(card)) return sendResult(reply, card);
      const command = { ...(card !== null && { card }), ...(return_url !== undefined && { return_url }) };
      const exchange = verifying(request);
      const trying = { payment_id: uuid, idempotency: exchange.idempotency };
      const result = await withinBrowserLimits(core, request, reply, trying, () =>
        confirmSetupIntent(core, request.caller.scope, uuid, command, exchange),
      );
      return sendResult(reply, result);
    },
  );

  app.post(
    "/setup_intents/:id/cancel",
    {
      config: { operation: reference.cancelSetupIntent, expands: "setup_intent" },
      schema: { params: Params, body: CancelBody },
    },
    async (request, reply) => {
      const uuid = setupIntentId(request);
      if (isRefusal(uuid)) return sendResult(reply, uuid);
      const reason = request.body.cancellation_reason ?? null;
      return sendResult(
        reply,
        await cancelSetupIntent(core, request.caller.scope, uuid, reason, writing(request)),
      );
    },
  );

  postOrPut(
    app,
    "/setup_intents/:id",
    {
      config: { operation: reference.updateSetupIntent, expands: "setup_intent" },
      schema: { params: Params, body: UpdateBody },
    },
    async (request, reply) => {
      const uuid = setupIntentId(request);
      if (isRefusal(uuid)) return sendResult(reply, uuid);
      const { customer, description, metadata, payment_method_types } = request.body;
      const card = await readCard(core, request, request.body);
      if (isRefusal(card)) return sendResult(reply, card);
      const customer_id = readReference("customer", customer, "customer");
      if (isRefusal(customer_id)) return sendResult(reply, customer_id);
      const changes = {
        metadata: readMetadataChanges(metadata),
        ...(card !== null && { card }),
        ...(customer !== undefined && { customer_id }),
        ...(description !== undefined && { description: description || null }),
        ...(payment_method_types !== undefined && { payment_method_types }),
      };
      return sendResult(
        reply,
        await updateSetup(core, request.caller.scope, uuid, changes, writing(request)),
      );
    },
  );
};
