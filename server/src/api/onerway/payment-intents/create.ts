import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import { PAYMENT_METHOD_TYPES } from "../../../core/payment-methods/payment-method.ts";
import type { NewPayment } from "../../../core/payments/create.ts";
import { createPaymentForCustomer } from "../../../core/payments/create-for-customer.ts";
import { changeDetails } from "../../../core/payments/payment-details.ts";
import { isRefusal } from "../../../kit/result.ts";
import { sendResult } from "../answers.ts";
import type { OnerwayContext } from "../context.ts";
import { clearable, description, email, expand, metadata } from "../fields.ts";
import { payment_method_data } from "../payment-method-data.ts";
import * as reference from "../reference/payment-intents.ts";
import { type Chosen, withPaymentMethod } from "./card-data.ts";
import {
  automatic_payment_methods,
  confirmation_method,
  confirmFields,
  readPresence,
  refuseContradiction,
  routineFields,
} from "./client-fields.ts";
import { details, readDetails } from "./details.ts";
import {
  amount,
  capture_method,
  closed,
  currency,
  customer,
  paying,
  payment_method,
  readCustomer,
  refuseUnsupported,
  return_url,
} from "./shared.ts";

const CreateBody = Type.Object(
  {
    amount,
    currency,
    payment_method_types: Type.Optional(
      Type.Array(Type.Enum([...PAYMENT_METHOD_TYPES]), {
        minItems: 1,
        maxItems: 10,
        description: "What it may be paid with.",
      }),
    ),
    automatic_payment_methods,
    customer,
    payment_method,
    payment_method_data,
    confirm: Type.Optional(
      Type.Boolean({ default: false, description: "Pay at once, with the payment method." }),
    ),
    ...confirmFields,
    capture_method,
    confirmation_method,
    return_url,
    description: clearable(description),
    receipt_email: clearable(email("Where the receipt goes.")),
    ...details,
    metadata: clearable(metadata),
    ...routineFields,
    expand,
  },
  closed,
);

type Body = Static<typeof CreateBody>;

function newPayment(body: Body, customer_id: string | undefined, chosen: Chosen): NewPayment {
  const said = readDetails(body);
  const automatic = body.automatic_payment_methods?.enabled === true;
  const { off_session, error_on_requires_action } = readPresence(body);
  const { security_code } = chosen;
  return {
    amount: body.amount,
    currency: body.currency,
    tax_amount: 0,
    payment_method_id: chosen.payment_method_id ?? null,
    payment_method_types: body.payment_method_types ?? ["card"],
    description: body.description || null,
    receipt_email: body.receipt_email || null,
    return_url: body.return_url ?? null,
    metadata: body.metadata ?? {},
    checkout_session_id: null,
    client_reference_id: null,
    customer_id: customer_id ?? null,
    capture_method: body.capture_method,
    details: automatic
      ? changeDetails(null, { ...said, automatic_payment_methods: true })
      : changeDetails(null, said),
    confirm: body.confirm === true ? { off_session, error_on_requires_action, security_code } : null,
  };
}

export const createPaymentIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, context) => {
  const { core } = context;
  app.post(
    "/payment_intents",
    {
      config: { operation: reference.createPaymentIntent, expands: "payment_intent" },
      schema: { body: CreateBody },
      preValidation: refuseUnsupported,
    },
    async (request, reply) => {
      const { body } = request;
      const { scope } = request.caller;
      const contradiction = refuseContradiction(body);
      if (contradiction !== undefined) return sendResult(reply, contradiction);
      const customer_id = readCustomer(body.customer);
      if (isRefusal(customer_id)) return sendResult(reply, customer_id);
      const exchange = paying(core, request);
      const result = await withPaymentMethod(
        context,
        request,
        body,
        body.confirm !== true,
        exchange,
        (chosen) => createPaymentForCustomer(core, scope, newPayment(body, customer_id, chosen), exchange),
      );
      return sendResult(reply, result);
    },
  );
};
