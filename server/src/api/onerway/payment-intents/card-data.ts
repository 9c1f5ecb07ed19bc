import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { Answer, Exchange } from "../../../core/idempotency/exchange.ts";
import type { NewCard } from "../../../core/payment-methods/create.ts";
import type { PaymentIntent } from "../../../core/payments/payment-intent.ts";
import { withNewCard } from "../../../core/payments/with-new-card.ts";
import { isRefusal, type Refusal, refuse } from "../../../kit/result.ts";
import type { OnerwayContext } from "../context.ts";
import { clearable, metadata } from "../fields.ts";
import { BillingDetailsBody, readBillingDetails, refuseBillingCountry } from "../payment-method-fields.ts";
import { readPaymentMethod } from "../payment-method-ids.ts";
import { CardBody } from "../payment-methods.ts";

export const payment_method_data = Type.Optional(
  Type.Object(
    {
      type: Type.Enum(["card"], { description: "What kind of payment method it is." }),
      card: Type.Optional(CardBody),
      billing_details: Type.Optional(BillingDetailsBody),
      metadata: clearable(metadata),
      allow_redisplay: Type.Optional(
        Type.Enum(["always", "limited", "unspecified"], { description: "Accepted from client libraries." }),
      ),
    },
    {
      additionalProperties: false,
      description: "In place of `payment_method`: makes one in the same request.",
    },
  ),
);

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
    const payment_method_id = await readPaymentMethod(core, request, payment_method);
    return isRefusal(payment_method_id) ? payment_method_id : goOn({ payment_method_id });
  }
  if (payment_method !== undefined) {
    return refuse(
      "parameter_invalid",
      "Give either payment_method or payment_method_data.",
      "payment_method_data",
    );
  }
  const card = readCard(payment_method_data);
  if (isRefusal(card)) return card;
  const security_code = is_for_later ? undefined : (card.security_code ?? undefined);
  return withNewCard(core, request.caller.scope, { card, is_for_later }, exchange, (payment_method_id) =>
    goOn({ payment_method_id, security_code }),
  );
}

function readCard({
  card,
  billing_details,
  metadata,
}: NonNullable<PaidWith["payment_method_data"]>): NewCard | Refusal {
  if (card === undefined) {
    const param = "payment_method_data.card";
    return refuse("parameter_missing", "Missing required parameter: payment_method_data[card].", param);
  }
  const details = readBillingDetails(billing_details);
  const refusal = refuseBillingCountry(details);
  if (refusal !== undefined) return { ...refusal, param: `payment_method_data.${refusal.param}` };
  return {
    number: card.number,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    security_code: card.cvc || null,
    billing_details: details,
    metadata: metadata ?? {},
  };
}
