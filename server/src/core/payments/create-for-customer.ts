import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { getCustomer } from "../customers/get.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { createPayment, type NewPayment } from "./create.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import { recallPayment } from "./recall.ts";

/** Makes a payment intent of a customer whom nobody has looked for yet, or of nobody. */
export async function createPaymentForCustomer(
  core: Core,
  scope: Scope,
  command: NewPayment,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  const { customer_id } = command;
  if (customer_id !== null && (await getCustomer(core, scope, customer_id)) === undefined) {
    const missing = refuse("resource_missing", "No such customer.", "customer");
    return (await recallPayment(core, scope, exchange)) ?? missing;
  }
  return await createPayment(core, scope, command, exchange);
}
