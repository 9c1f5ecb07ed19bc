import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { confirmPayment } from "../../../core/payments/confirm.ts";
import { parseId } from "../../../kit/ids.ts";
import { sendResult } from "../answers.ts";
import { isBrowser, refuseClientSecret, refuseServerFields } from "../browser-calls.ts";
import { withinBrowserLimits } from "../browser-tries.ts";
import type { OnerwayContext } from "../context.ts";
import { email, expand } from "../fields.ts";
import { payment_method_data } from "../payment-method-data.ts";
import * as reference from "../reference/payment-intents.ts";
import { withPaymentMethod } from "./card-data.ts";
import { confirmFields, readPresence, routineFields } from "./client-fields.ts";
import { confirmDetails, readBrowserDetails, readDetails } from "./details.ts";
import {
  client_secret,
  closed,
  noSuchIntent,
  Params,
  paying,
  payment_method,
  refuseUnsupported,
  return_url,
} from "./shared.ts";

/** What a buyer's browser may say. */
const browserFields = {
  client_secret,
  payment_method,
  payment_method_data,
  return_url,
  receipt_email: Type.Optional(email("Where the receipt goes.")),
  ...confirmDetails,
  ...routineFields,
  expand,
};

const ConfirmBody = Type.Object({ ...browserFields, ...confirmFields }, closed);

const BROWSER_FIELDS: ReadonlySet<string> = new Set(Object.keys(browserFields));

export const confirmPaymentIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, context) => {
  const { core } = context;
  app.post(
    "/payment_intents/:id/confirm",
    {
      config: { operation: reference.confirmPaymentIntent, expands: "payment_intent", publishable: true },
      schema: { params: Params, body: ConfirmBody },
      preValidation: refuseUnsupported,
    },
    async (request, reply) => {
      const { body, params } = request;
      const refused =
        refuseServerFields(request, BROWSER_FIELDS) ??
        refuseClientSecret(core, request, "payment_intent", params.id, body.client_secret);
      if (refused !== undefined) return sendResult(reply, refused);
      const uuid = parseId("payment_intent", params.id);
      if (uuid === undefined) return sendResult(reply, noSuchIntent(params.id));
      const { scope } = request.caller;
      const { return_url, receipt_email } = body;
      const said = { return_url, receipt_email, ...readPresence(body) };
      const details = isBrowser(request) ? readBrowserDetails(body) : readDetails(body);
      const exchange = paying(core, request);
      const trying = { payment_id: uuid, idempotency: exchange.idempotency };
      const result = await withinBrowserLimits(core, request, reply, trying, () =>
        withPaymentMethod(context, request, body, false, exchange, (chosen) =>
          confirmPayment(core, scope, uuid, { ...said, ...chosen, details }, exchange),
        ),
      );
      return sendResult(reply, result);
    },
  );
};
