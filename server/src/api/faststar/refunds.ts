import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import { cancelRefund } from "../../core/refunds/cancel.ts";
import { createRefund, type NewRefund } from "../../core/refunds/create.ts";
import { getRefund } from "../../core/refunds/get.ts";
import { listRefunds } from "../../core/refunds/list.ts";
import { REFUND_REASONS, type Refund, type RefundStatus } from "../../core/refunds/refund.ts";
import { updateRefund } from "../../core/refunds/update.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { exchangeFor, type FaststarContext } from "./context.ts";
import { sendResult, success } from "./envelope.ts";
import { listQuery, MAXIMUM_INTEGER, metadata, optional, text } from "./fields.ts";
import { cursorId, listAnswer } from "./lists.ts";
import { presentRefund } from "./present.ts";
import * as reference from "./reference/refunds.ts";

const RefundBody = Type.Object({
  payment_id: optional(text(64, "The payment, `pi_…`. Required, by this name or the other.")),
  payment_intent_id: optional(text(64, "Another name of `payment_id`.")),
  amount: optional(
    Type.Integer({
      minimum: 1,
      maximum: MAXIMUM_INTEGER,
      description: "In the currency's smallest unit. Leave it out to give back all that is left.",
    }),
  ),
  reason: optional(Type.Enum([...REFUND_REASONS], { description: "Why the money goes back." })),
  metadata: optional(metadata),
});

const RefundChangesBody = Type.Object({ metadata: optional(metadata) });

const RefundListQuery = Type.Object({
  ...listQuery.properties,
  payment_id: Type.Optional(Type.String({ maxLength: 64, description: "Only the refunds of this payment." })),
});

const Params = Type.Object({ id: Type.String({ description: "The refund, `re_…`." }) });

type PaymentField = "payment_id" | "payment_intent_id";

function noSuchPayment(public_id: string, param: PaymentField): Refusal {
  return refuse("resource_missing", "No such payment: {id}", param, { id: public_id });
}

function noSuchRefund(): Refusal {
  return refuse("resource_missing", "No such refund.", "id");
}

function readCommand(body: Static<typeof RefundBody>, field: PaymentField): NewRefund | Refusal {
  const { payment_id, payment_intent_id } = body;
  const public_id = body[field];
  if (public_id == null) {
    return refuse("parameter_missing", "Missing required parameter: payment_id.", "payment_id");
  }
  if (payment_intent_id != null && payment_id != null && payment_intent_id !== payment_id) {
    return refuse(
      "parameter_invalid",
      "Invalid payment_intent_id: it names another payment than payment_id. Give one of the two.",
      "payment_intent_id",
    );
  }
  const uuid = parseId("payment_intent", public_id);
  if (uuid === undefined) return noSuchPayment(public_id, field);
  const { amount, reason, metadata } = body;
  return {
    payment_intent_id: uuid,
    amount: amount ?? null,
    reason: reason ?? null,
    metadata: metadata ?? {},
  };
}

const MESSAGES: Readonly<Record<RefundStatus, string>> = {
  pending: "Refund is on its way",
  requires_action: "Refund needs an action",
  succeeded: "Refund created successfully",
  failed: "Refund failed",
  canceled: "Refund canceled",
};

export const refunds: FastifyPluginAsyncTypebox<FaststarContext> = async (app, { core }) => {
  app.post(
    "/public/refunds",
    { config: { operation: reference.createRefund }, schema: { body: RefundBody } },
    async (request, reply) => {
      const field = request.body.payment_id == null ? "payment_intent_id" : "payment_id";
      const command = readCommand(request.body, field);
      if (isRefusal(command)) return sendResult(reply, command);
      const exchange = exchangeFor(core, request, (refund: Refund) =>
        success(MESSAGES[refund.status], presentRefund(refund)),
      );
      const result = await createRefund(core, request.caller.scope, command, exchange);
      if (isRefusal(result) && result.param === "payment_intent_id") {
        return sendResult(reply, noSuchPayment(request.body[field] ?? "", field));
      }
      return sendResult(reply, result);
    },
  );

  app.get(
    "/public/refunds",
    { config: { operation: reference.listRefunds }, schema: { querystring: RefundListQuery } },
    async (request, reply) => {
      const { limit, cursor, payment_id } = request.query;
      const after_id = cursorId("refund", cursor);
      if (isRefusal(after_id)) return sendResult(reply, after_id);
      const payment = payment_id === undefined ? null : parseId("payment_intent", payment_id);
      if (payment === undefined) return sendResult(reply, noSuchPayment(payment_id ?? "", "payment_id"));
      const page = await listRefunds(
        core,
        request.caller.scope,
        { limit, after_id },
        { payment_intent_id: payment, payment_attempt_id: null },
      );
      return sendResult(reply, listAnswer("Refunds", "refund", page, presentRefund));
    },
  );

  app.get(
    "/public/refunds/:id",
    { config: { operation: reference.getRefund }, schema: { params: Params } },
    async (request, reply) => {
      const refund_id = parseId("refund", request.params.id);
      const refund = refund_id && (await getRefund(core, request.caller.scope, refund_id));
      if (!refund) return sendResult(reply, noSuchRefund());
      return sendResult(reply, success("Refund", presentRefund(refund)));
    },
  );

  app.patch(
    "/public/refunds/:id",
    {
      config: { operation: reference.updateRefund },
      schema: { params: Params, body: RefundChangesBody },
    },
    async (request, reply) => {
      const refund_id = parseId("refund", request.params.id);
      if (refund_id === undefined) return sendResult(reply, noSuchRefund());
      const changes = { metadata: request.body.metadata ?? {} };
      const render = (refund: Refund) => success("Refund updated successfully", presentRefund(refund));
      const exchange = { idempotency: null, render };
      return sendResult(reply, await updateRefund(core, request.caller.scope, refund_id, changes, exchange));
    },
  );

  app.post(
    "/public/refunds/:id/cancel",
    {
      config: { operation: reference.cancelRefund },
      schema: { params: Params, body: Type.Object({}) },
    },
    async (request, reply) => {
      const refund_id = parseId("refund", request.params.id);
      if (refund_id === undefined) return sendResult(reply, noSuchRefund());
      const exchange = exchangeFor(core, request, (refund: Refund) =>
        success(MESSAGES[refund.status], presentRefund(refund)),
      );
      return sendResult(reply, await cancelRefund(core, request.caller.scope, refund_id, exchange));
    },
  );
};
