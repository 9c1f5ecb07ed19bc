import { isRefusal, type Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { addCustomer, type NewCustomer, refuseNewCustomer } from "../customers/create.ts";
import type { Customer } from "../customers/customer.ts";
import { recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { type CardDeclined, keepCard, withVerifiedCard } from "./attach-verified.ts";

/** Makes a customer who has a card from the start. When the card is declined, no customer is made. */
export async function createCustomerWithCard(
  core: Core,
  scope: Scope,
  command: NewCustomer,
  payment_method_id: string,
  exchange: Exchange<Customer | CardDeclined>,
): Promise<Answer | Refusal> {
  const recalled = await recallAnswer(core, scope, exchange.idempotency);
  if (recalled) return recalled;
  // Before anybody is asked about the card.
  const refusal = refuseNewCustomer(command);
  if (refusal !== undefined) return refusal;
  return withVerifiedCard<Customer>(
    core,
    scope,
    payment_method_id,
    exchange,
    async (transaction, verified) => {
      const customer = await addCustomer(core, scope, transaction, command);
      if (isRefusal(customer)) return customer;
      const card = await keepCard(core, scope, transaction, customer, verified);
      return isRefusal(card) ? card : { ...customer, default_payment_method_id: card.id };
    },
  );
}
