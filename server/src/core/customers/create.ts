import type { Queryable } from "../../db/types.ts";
import { refuseMetadata } from "../../kit/metadata.ts";
import type { Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { refuseAddresses } from "./check-address.ts";
import type { Customer } from "./customer.ts";
import { customerEvent } from "./events.ts";
import { insertCustomer } from "./store.ts";

export type NewCustomer = Omit<Customer, "id" | "default_payment_method_id" | "created_at" | "deleted_at">;

export function createCustomer(
  core: Core,
  scope: Scope,
  command: NewCustomer,
  exchange: Exchange<Customer>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, (transaction) => addCustomer(core, scope, transaction, command));
}

/** What is wrong with a customer that is to be made. */
export function refuseNewCustomer(command: NewCustomer): Refusal | undefined {
  return refuseAddresses(command) ?? refuseMetadata(command.metadata);
}

/** Writes a new customer, within the caller's transaction. */
export async function addCustomer(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  command: NewCustomer,
): Promise<Customer | Refusal> {
  const refusal = refuseNewCustomer(command);
  if (refusal !== undefined) return refusal;
  const customer = newCustomer(core, command);
  await insertCustomer(transaction, scope, customer);
  await insertEvent(transaction, scope, customerEvent(core, "customer.created", customer));
  return customer;
}

/** A customer as one begins. */
export function newCustomer(core: Core, given: NewCustomer): Customer {
  return {
    ...given,
    id: core.new_id(),
    default_payment_method_id: null,
    created_at: core.clock.now(),
    deleted_at: null,
  };
}
