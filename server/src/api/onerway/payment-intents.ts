import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { cancelPayment } from "../../core/payments/cancel.ts";
import { confirmPayment } from "../../core/payments/confirm.ts";
import { createPayment, type NewPayment } from "../../core/payments/create.ts";
import { getPayment } from "../../core/payments/get.ts";
import type { PaymentIntent } from "../../core/payments/payment-intent.ts";
import { updatePayment } from "../../core/payments/update.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { alsoByPut } from "../plugins/openapi/operation.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { clearable, description, email, expand, httpUrl, id, MAXIMUM_INTEGER, metadata } from "./fields.ts";
import { readPaymentMethod } from "./payment-method-ids.ts";
import { paymentAnswer, presentPaymentIntent } from "./present.ts";
import * as reference from "./reference/payment-intents.ts";

const amount = Type.Integer({
  minimum: 1,
  maximum: MAXIMUM_INTEGER,
  description:
    "In the currency's smallest unit: 2000 is 20.00 USD. At least 0.50 USD or its like, at most 99,999,999.",
});
const currency = Type.String({ minLength: 3, maxLength: 3, description: "ISO 4217, such as usd." });
const payment_method_types = Type.Array(Type.Enum(["card"]), {
  minItems: 1,
  maxItems: 10,
  description: "What it may be paid with.",
});
const return_url = Type.Optional(httpUrl("Where the buyer comes back to after authenticating."));

const closed = { additionalProperties: false } as const;

const CreateBody = Type.Object(
  {
    amount,
    currency,
    payment_method_types: Type.Optional(payment_method_types),
    payment_method: Type.Optional(id("The payment method to pay with, `pm_…`.")),
    confirm: Type.Optional(
      Type.Boolean({ default: false, description: "Pay at once, with `payment_method`." }),
    ),
    return_url,
    description: clearable(description),
    receipt_email: clearable(email("Where the receipt goes.")),
    metadata: Type.Optional(metadata),
    expand,
  },
  closed,
);

const UpdateBody = Type.Object(
  {
    amount: Type.Optional(amount),
    currency: Type.Optional(currency),
    payment_method: Type.Optional(id("The payment method to pay with, `pm_…`.")),
    description: clearable(description),
    receipt_email: clearable(email("Where the receipt goes.")),
    metadata: Type.Optional(metadata),
    expand,
  },
  closed,
);

const ConfirmBody = Type.Object(
  { payment_method: Type.Optional(id("The payment method to pay with, `pm_…`.")), return_url, expand },
  closed,
);

const CancelBody = Type.Object(
  {
    cancellation_reason: Type.Optional(
      Type.Enum(["duplicate", "fraudulent", "requested_by_customer", "abandoned"], {
        description: "Why it is canceled.",
      }),
    ),
    expand,
  },
  closed,
);

const Params = Type.Object({ id: Type.String({ description: "The payment intent, `pi_…`." }) });

function noSuchIntent(public_id: string): Refusal {
  return refuse("resource_missing", `No such payment_intent: '${public_id.slice(0, 64)}'`, "id");
}

function newPayment(body: Static<typeof CreateBody>, payment_method_id: string | undefined): NewPayment {
  return {
    amount: body.amount,
    currency: body.currency,
    tax_amount: 0,
    payment_method_id: payment_method_id ?? null,
    payment_method_types: body.payment_method_types ?? ["card"],
    description: body.description || null,
    receipt_email: body.receipt_email || null,
    return_url: body.return_url ?? null,
    metadata: body.metadata ?? {},
    checkout_session_id: null,
    client_reference_id: null,
    customer_id: null,
    confirm: body.confirm === true ? {} : null,
  };
}

export const paymentIntents: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  const paying = (request: FastifyRequest) =>
    exchangeFor(core, request, (intent: PaymentIntent) =>
      paymentAnswer(core, request.caller.scope, intent, request.id),
    );
  const writing = (request: FastifyRequest) =>
    exchangeFor(core, request, (intent: PaymentIntent) =>
      ok(presentPaymentIntent(core, request.caller.scope, intent)),
    );

  app.post(
    "/payment_intents",
    { config: { operation: reference.createPaymentIntent }, schema: { body: CreateBody } },
    async (request, reply) => {
      const method = await readPaymentMethod(core, request, request.body.payment_method);
      if (isRefusal(method)) return sendResult(reply, method);
      const command = newPayment(request.body, method);
      return sendResult(reply, await createPayment(core, request.caller.scope, command, paying(request)));
    },
  );

  app.get(
    "/payment_intents/:id",
    { config: { operation: reference.getPaymentIntent }, schema: { params: Params } },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("payment_intent", request.params.id);
      const intent = uuid && (await getPayment(core, scope, uuid));
      if (!intent) return sendResult(reply, noSuchIntent(request.params.id));
      return sendResult(reply, ok(presentPaymentIntent(core, scope, intent)));
    },
  );

  app.post(
    "/payment_intents/:id/confirm",
    { config: { operation: reference.confirmPaymentIntent }, schema: { params: Params, body: ConfirmBody } },
    async (request, reply) => {
      const uuid = parseId("payment_intent", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuchIntent(request.params.id));
      const payment_method_id = await readPaymentMethod(core, request, request.body.payment_method);
      if (isRefusal(payment_method_id)) return sendResult(reply, payment_method_id);
      const command = { payment_method_id, return_url: request.body.return_url };
      return sendResult(
        reply,
        await confirmPayment(core, request.caller.scope, uuid, command, paying(request)),
      );
    },
  );

  app.post(
    "/payment_intents/:id/cancel",
    { config: { operation: reference.cancelPaymentIntent }, schema: { params: Params, body: CancelBody } },
    async (request, reply) => {
      const uuid = parseId("payment_intent", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuchIntent(request.params.id));
      const reason = request.body.cancellation_reason ?? null;
      return sendResult(
        reply,
        await cancelPayment(core, request.caller.scope, uuid, reason, writing(request)),
      );
    },
  );

  const update = async (
    request: FastifyRequest<{ Params: Static<typeof Params>; Body: Static<typeof UpdateBody> }>,
    reply: FastifyReply,
  ) => {
    const uuid = parseId("payment_intent", request.params.id);
    if (uuid === undefined) return sendResult(reply, noSuchIntent(request.params.id));
    const { payment_method, expand: _, description, receipt_email, ...changes } = request.body;
    const payment_method_id = await readPaymentMethod(core, request, payment_method);
    if (isRefusal(payment_method_id)) return sendResult(reply, payment_method_id);
    const cleared = {
      ...(description !== undefined && { description: description || null }),
      ...(receipt_email !== undefined && { receipt_email: receipt_email || null }),
    };
    const command = { ...changes, ...cleared, payment_method_id };
    return sendResult(
      reply,
      await updatePayment(core, request.caller.scope, uuid, command, writing(request)),
    );
  };
  const schema = { params: Params, body: UpdateBody };
  const operation = reference.updatePaymentIntent;
  app.post("/payment_intents/:id", { config: { operation }, schema }, update);
  app.put("/payment_intents/:id", { config: { operation: alsoByPut(operation) }, schema }, update);
};
