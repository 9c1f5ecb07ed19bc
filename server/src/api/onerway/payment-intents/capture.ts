import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Core } from "../../../core/core.ts";
import type { RenderedAnswer } from "../../../core/idempotency/exchange.ts";
import { capturePayment } from "../../../core/payments/capture.ts";
import type { ModifiedPayment } from "../../../core/payments/modifications/modification.ts";
import { parseId } from "../../../kit/ids.ts";
import { refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import { failure, ok, sendResult } from "../answers.ts";
import { CARD_MESSAGES } from "../card-messages.ts";
import { exchangeFor, type OnerwayContext } from "../context.ts";
import { WIRE_ERRORS } from "../errors.ts";
import { clearable, expand, MAXIMUM_INTEGER, metadata } from "../fields.ts";
import { presentPaymentIntent } from "../present.ts";
import * as reference from "../reference/captures.ts";
import { noSuchIntent, Params } from "./shared.ts";

const CaptureBody = Type.Object(
  {
    amount_to_capture: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAXIMUM_INTEGER,
        description: "All that was authorised, when left out. What is not captured is released.",
      }),
    ),
    final_capture: Type.Optional(
      Type.Boolean({ enum: [true], description: "Every capture is final: there is one of each payment." }),
    ),
    metadata: clearable(metadata),
    expand,
  },
  { additionalProperties: false },
);

/** The payment, or the error with the payment in it when the processor did not take the money. */
function captureAnswer(
  core: Core,
  scope: Scope,
  { intent, modification }: ModifiedPayment,
  request_id: string,
): RenderedAnswer {
  const payment_intent = presentPaymentIntent(core, scope, intent);
  if (modification.status !== "failed") return ok(payment_intent);
  const { status } = intent;
  const refusal =
    status === "requires_capture"
      ? refuse("processing_error", CARD_MESSAGES.processing_error)
      : refuse(
          "state_conflict",
          "This payment cannot be captured because its status is {status}.",
          undefined,
          { status },
        );
  const { error } = failure(refusal, request_id);
  const body = { error: { ...error, payment_intent } };
  return { status: WIRE_ERRORS[refusal.refused].status, body: JSON.stringify(body) };
}

export const capturePaymentIntent: FastifyPluginAsyncTypebox<OnerwayContext> = async (app, { core }) => {
  app.post(
    "/payment_intents/:id/capture",
    {
      config: { operation: reference.capturePaymentIntent, expands: "payment_intent" },
      schema: { params: Params, body: CaptureBody },
    },
    async (request, reply) => {
      const { scope } = request.caller;
      const intent_id = parseId("payment_intent", request.params.id);
      if (intent_id === undefined) return sendResult(reply, noSuchIntent(request.params.id));
      const { amount_to_capture, metadata } = request.body;
      const exchange = exchangeFor(core, request, (modified: ModifiedPayment) =>
        captureAnswer(core, scope, modified, request.id),
      );
      const command = { amount_to_capture, metadata };
      return sendResult(reply, await capturePayment(core, scope, intent_id, command, exchange));
    },
  );
};
