import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { Core } from "../../../core/core.ts";
import type { CardToSetUp } from "../../../core/setup-intents/card.ts";
import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import { id } from "../fields.ts";
import { payment_method_data, readPaymentMethodData } from "../payment-method-data.ts";
import { readPaymentMethod } from "../payment-method-ids.ts";

/** The card to set up, as requests name it or bring it along. */
export const card_fields = {
  payment_method: Type.Optional(id("The payment method to set up, `pm_…`.")),
  payment_method_data,
};

type CardFields = Partial<Static<ReturnType<typeof Type.Object<typeof card_fields>>>>;

/** The card that a request names or holds; null when it does neither. */
export async function readCard(
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
