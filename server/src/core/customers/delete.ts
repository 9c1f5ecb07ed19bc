import type { Queryable } from "../../db/types.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { Customer } from "./customer.ts";
import { customerEvent } from "./events.ts";
import { lockCustomer, writeCustomer } from "./store.ts";

/** Lets go of everything that a customer has, in the transaction that deletes it: cards are kept by a later room. */
export type ReleaseBelongings = (
  core: Core,
  scope: Scope,
  transaction: Queryable,
  customer: Customer,
) => Promise<void>;

/** Deletes a customer for good. Payments that name it stay as they are. */
export function deleteCustomer(
  core: Core,
  scope: Scope,
  customer_id: string,
  releaseBelongings: ReleaseBelongings,
  exchange: Exchange<Customer>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const customer = await lockCustomer(transaction, scope, customer_id);
    if (customer === undefined) return refuse("resource_missing", "No such customer.", "id");
    await releaseBelongings(core, scope, transaction, customer);
    const deleted: Customer = {
      ...customer,
      default_payment_method_id: null,
      deleted_at: core.clock.now(),
    };
    await writeCustomer(transaction, scope, deleted);
    await insertEvent(transaction, scope, customerEvent(core, "customer.deleted", deleted));
    return deleted;
  });
}
