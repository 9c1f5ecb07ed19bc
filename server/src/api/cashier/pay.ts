import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { PayCheckoutSession } from "../../core/checkout/pay.ts";
import type { ChosenCard } from "../../core/checkout/take-card.ts";
import type { IdempotencyKey } from "../../core/idempotency/exchange.ts";
import type { NewCard } from "../../core/payment-methods/create.ts";
import { parseId } from "../../kit/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Vault } from "../../vault/vault.ts";
import { idempotencyKeyOf } from "../plugins/idempotency.ts";

const text = (maximum: number) => Type.String({ minLength: 1, maxLength: maximum });

export const LocationBody = Type.Object({
  country: Type.String({ minLength: 2, maxLength: 2 }),
  region: Type.Optional(Type.String({ maxLength: 10 })),
  postal_code: Type.Optional(Type.String({ maxLength: 20 })),
});

export const CardBody = Type.Object({
  number: text(40),
  exp_month: Type.Integer({ minimum: 1, maximum: 12 }),
  exp_year: Type.Integer({ minimum: 2000, maximum: 2199 }),
  cvc: Type.String({ pattern: "^\\d{3,4}$" }),
});

export const PayBody = Type.Object({
  attempt_key: Type.String({ pattern: "^[\\w-]{8,64}$" }),
  expected_total: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  email: Type.String({ format: "email", maxLength: 254 }),
  ...LocationBody.properties,
  /** Of the card that is typed; a saved card has its own. */
  name: Type.Optional(text(200)),
  card: Type.Optional(CardBody),
  keep_card: Type.Optional(Type.Boolean()),
  /** A saved card of the session's customer, instead of one that is typed. */
  payment_method_id: Type.Optional(text(64)),
});

export function readLocation(body: Static<typeof LocationBody>) {
  return { country: body.country, region: body.region || null, postal_code: body.postal_code || null };
}

export function readPayment(body: Static<typeof PayBody>): PayCheckoutSession | Refusal {
  const card = body.payment_method_id === undefined ? readTypedCard(body) : readChosenCard(body);
  if (isRefusal(card)) return card;
  return {
    expected_total: body.expected_total,
    email: body.email,
    location: readLocation(body),
    card,
    keep_card: body.keep_card ?? false,
  };
}

function readTypedCard(body: Static<typeof PayBody>): NewCard | Refusal {
  const { card, name, email } = body;
  if (card === undefined) return refuse("parameter_missing", "Give a card.", "card");
  if (name === undefined) return refuse("parameter_missing", "Give the name on the card.", "name");
  return {
    number: card.number,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    security_code: card.cvc,
    metadata: {},
    billing_details: {
      ...readLocation(body),
      name,
      email,
      phone: null,
      city: null,
      line1: null,
      line2: null,
    },
  };
}

function readChosenCard({ card, payment_method_id = "" }: Static<typeof PayBody>): ChosenCard | Refusal {
  const id = parseId("payment_method", payment_method_id);
  if (id !== undefined && card === undefined) return { payment_method_id: id };
  return refuse("parameter_invalid", "Give a saved card or a card that was typed.", "payment_method_id");
}

/** One press of the button is one key, however often the network makes the page send it. */
export function attemptKey(
  vault: Vault,
  request: FastifyRequest,
  session_id: string,
  attempt_key: string,
): IdempotencyKey {
  return idempotencyKeyOf(vault, request, "cashier", `${session_id}:${attempt_key}`);
}
