import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { updatePayment } from "../../../core/payments/update.ts";
import { parseId } from "../../../kit/ids.ts";
import { isRefusal } from "../../../kit/result.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { clearable, description, email, expand, metadata } from "../fields.ts";
import { payment_method_data } from "../payment-method-data.ts";
import { postOrPut } from "../post-or-put.ts";
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

export const updatePaymentIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, context) => {
  const { core } = context;
  const schema = { params: Params, body: UpdateBody };
  const config = { operation: reference.updatePaymentIntent, expands: "payment_intent" } as const;
  const route = { config, schema, preValidation: refuseUnsupported };
  postOrPut(app, "/payment_intents/:id", route, async (request, reply) => {
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
  });
};
