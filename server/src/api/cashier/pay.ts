import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { PayCheckoutSession } from "../../core/checkout/pay.ts";
import type { IdempotencyKey } from "../../core/idempotency/exchange.ts";
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
  name: text(200),
  ...LocationBody.properties,
  card: CardBody,
});

export function readLocation(body: Static<typeof LocationBody>) {
  return { country: body.country, region: body.region || null, postal_code: body.postal_code || null };
}

export function readPayment(body: Static<typeof PayBody>): PayCheckoutSession {
  const location = readLocation(body);
  return {
    expected_total: body.expected_total,
    email: body.email,
    location,
    card: {
      number: body.card.number,
      exp_month: body.card.exp_month,
      exp_year: body.card.exp_year,
      security_code: body.card.cvc,
      metadata: {},
      billing_details: {
        ...location,
        name: body.name,
        email: body.email,
        phone: null,
        city: null,
        line1: null,
        line2: null,
      },
    },
  };
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
