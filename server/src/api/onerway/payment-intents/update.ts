import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { updatePayment } from "../../../core/payments/update.ts";
import { parseId } from "../../../kit/ids.ts";
import { isRefusal } from "../../../kit/result.ts";
import { alsoByPut } from "../../plugins/openapi/operation.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { clearable, description, email, expand, metadata } from "../fields.ts";
import { payment_method_data } from "../payment-method-data.ts";
import * as reference from "../reference/payment-intents.ts";
import { withPaymentMethod } from "./card-data.ts";
import { routineFields } from "./client-fields.ts";
import { details, readDetails } from "./details.ts";
import {
  amount,
  capture_method,
  closed,
  currency,
  customer,
  noSuchIntent,
  Params,
  payment_method,
  readCustomer,
  refuseUnsupported,
  writing,
} from "./shared.ts";

const UpdateBody = Type.Object(
  {
    amount: Type.Optional(amount),
    currency: Type.Optional(currency),
    customer,
    payment_method,
    payment_method_data,
    capture_method,
    description: clearable(description),
    receipt_email: clearable(email("Where the receipt goes.")),
    ...details,
    metadata: clearable(metadata),
    ...routineFields,
    expand,
  },
  closed,
);

type Body = Static<typeof UpdateBody>;

export const updatePaymentIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, context) => {
  const { core } = context;
  const update = async (
    request: FastifyRequest<{ Params: Static<typeof Params>; Body: Body }>,
    reply: FastifyReply,
  ) => {
    const uuid = parseId("payment_intent", request.params.id);
    if (uuid === undefined) return sendResult(reply, noSuchIntent(request.params.id));
    const { body } = request;
    const { scope } = request.caller;
    const { amount, currency, capture_method, metadata } = body;
    const customer_id = readCustomer(body.customer);
    if (isRefusal(customer_id)) return sendResult(reply, customer_id);
    const changes = {
      amount,
      currency,
      capture_method,
      customer_id,
      metadata,
      ...(body.description !== undefined && { description: body.description || null }),
      ...(body.receipt_email !== undefined && { receipt_email: body.receipt_email || null }),
      details: readDetails(body),
    };
    const exchange = writing(core, request);
    const result = await withPaymentMethod(context, request, body, true, exchange, ({ payment_method_id }) =>
      updatePayment(core, scope, uuid, { ...changes, payment_method_id }, exchange),
    );
    return sendResult(reply, result);
  };
  const schema = { params: Params, body: UpdateBody };
  const operation = reference.updatePaymentIntent;
  const config = { operation, expands: "payment_intent" } as const;
  const by_put = { ...config, operation: alsoByPut(operation) };
  const preValidation = refuseUnsupported;
  app.post("/payment_intents/:id", { config, schema, preValidation }, update);
  app.put("/payment_intents/:id", { config: by_put, schema, preValidation }, update);
};
