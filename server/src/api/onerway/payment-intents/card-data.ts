import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { Answer, Exchange } from "../../../core/idempotency/exchange.ts";
import type { PaymentIntent } from "../../../core/payments/payment-intent.ts";
import { withNewCard } from "../../../core/payments/with-new-card.ts";
import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import type { OnerwayContext } from "../context.ts";
import { type payment_method_data, readPaymentMethodData } from "../payment-method-data.ts";
import { readPaymentMethod } from "../payment-method-ids.ts";

interface PaidWith {
  readonly payment_method?: string;
  readonly payment_method_data?: Static<typeof payment_method_data>;
}

/** A card that comes with the request itself: its security code is passed on, and kept nowhere. */
export interface Chosen {
  readonly payment_method_id?: string;
  readonly security_code?: string;
}

type GoOn = (chosen: Chosen) => Promise<Answer | Refusal>;

/** Goes on with the payment method that a request names or brings along, if it does. */
export async function withPaymentMethod(
  { core }: OnerwayContext,
  request: FastifyRequest,
  body: PaidWith,
  is_for_later: boolean,
  exchange: Exchange<PaymentIntent>,
  goOn: GoOn,
): Promise<Answer | Refusal> {
  const { payment_method, payment_method_data } = body;
  if (payment_method_data === undefined) {
    const read = readPaymentMethod(core, request, payment_method);
    const payment_method_id = read instanceof Promise ? await read : read;
    return isRefusal(payment_method_id) ? payment_method_id : await goOn({ payment_method_id });
  }
  if (payment_method !== undefined) {
    return refuse(
      "parameter_invalid",
      "Give either payment_method or payment_method_data.",
      "payment_method_data",
    );
  }
  const card = readPaymentMethodData(payment_method_data);
  if (isRefusal(card)) return card;
  const security_code = is_for_later ? undefined : (card.security_code ?? undefined);
  return withNewCard(core, request.caller.scope, { card, is_for_later }, exchange, (payment_method_id) =>
    goOn({ payment_method_id, security_code }),
  );
}
