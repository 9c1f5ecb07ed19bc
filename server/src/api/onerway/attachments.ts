import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { detachPaymentMethod } from "../../core/payment-methods/detach.ts";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import type { PaymentMethod, SavedPaymentMethod } from "../../core/payment-methods/payment-method.ts";
import { attachPaymentMethod, type CardDeclined } from "../../core/setup-intents/attach-verified.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, refuse } from "../../kit/result.ts";
import { ok, sendResult } from "./answers.ts";
import { exchangeFor, type OnerwayContext } from "./context.ts";
import { expand, id } from "./fields.ts";
import { noSuch } from "./missing.ts";
import { readPaymentMethod } from "./payment-method-ids.ts";
import { PaymentMethodParams } from "./payment-methods.ts";
import { presentPaymentMethod } from "./present.ts";
import { declineAnswer } from "./present-customers.ts";
import * as reference from "./reference/attachments.ts";

const AttachBody = Type.Object(
  { customer: id("The customer whose card it becomes, `cus_…`."), expand },
  { additionalProperties: false },
);

const DetachBody = Type.Object({ expand }, { additionalProperties: false });

export const attachments: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/payment_methods/:id/attach",
    {
      config: { operation: reference.attachPaymentMethod, expands: "payment_method" },
      schema: { params: PaymentMethodParams, body: AttachBody },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const { customer } = request.body;
      const customer_id = parseId("customer", customer);
      if (customer_id === undefined) return sendResult(reply, noSuch("customer", customer));
      const payment_method_id = await readPaymentMethod(core, request, request.params.id);
      if (isRefusal(payment_method_id)) return sendResult(reply, payment_method_id);
      const exchange = exchangeFor(core, request, (outcome: SavedPaymentMethod | CardDeclined) =>
        "declined" in outcome ? declineAnswer(outcome, request.id) : ok(presentPaymentMethod(scope, outcome)),
      );
      const command = { customer_id, payment_method_id };
      return sendResult(reply, await attachPaymentMethod(core, scope, command, exchange));
    },
  );

  app.post(
    "/payment_methods/:id/detach",
    {
      config: { operation: reference.detachPaymentMethod, expands: "payment_method" },
      schema: { params: PaymentMethodParams, body: DetachBody },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const uuid = parseId("payment_method", request.params.id);
      if (uuid === undefined) return sendResult(reply, noSuch("payment_method", request.params.id));
      const exchange = exchangeFor(core, request, (method: PaymentMethod) =>
        ok(presentPaymentMethod(scope, method)),
      );
      const result = await detachPaymentMethod(core, scope, uuid, exchange);
      // In this API a detached method can still be looked at, so it is not missing.
      const is_known = isRefusal(result) && (await getPaymentMethod(core, scope, uuid)) !== undefined;
      return sendResult(reply, is_known ? refuseLoose() : result);
    },
  );
};

function refuseLoose() {
  return refuse(
    "payment_method_conflict",
    "The payment method is not attached to a customer, so it cannot be detached.",
    "payment_method",
  );
}
