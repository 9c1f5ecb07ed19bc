import type { FastifyRequest } from "fastify";
import type { ChosenCard } from "../../core/checkout/take-card.ts";
import type { Core } from "../../core/core.ts";
import type { IdempotencyKey } from "../../core/idempotency/exchange.ts";
import type { NewCard } from "../../core/payment-methods/create.ts";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import type { TriedBy } from "../../core/payments/velocity/try-card.ts";
import type { Scope } from "../../kit/scope.ts";
import { buyerNetwork } from "../plugins/network.ts";

/** What a buyer's try at the cashier is counted by. */
export async function triedBy(
  core: Core,
  scope: Scope,
  request: FastifyRequest,
  payment_id: string,
  card: NewCard | ChosenCard,
  idempotency: IdempotencyKey,
): Promise<TriedBy> {
  const fingerprint =
    "number" in card
      ? core.vault.cardFingerprint(scope, card.number.replace(/[\s-]/g, ""))
      : (await getPaymentMethod(core, scope, card.payment_method_id))?.fingerprint;
  return { network: buyerNetwork(request), fingerprint, payment_id, idempotency };
}
