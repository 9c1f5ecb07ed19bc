import type { Queryable } from "../../db/types.ts";
import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { refuseAddresses } from "./check-address.ts";
import type { NewCustomer } from "./create.ts";
import type { Customer } from "./customer.ts";
import { customerEvent } from "./events.ts";
import { lockCustomer, writeCustomer } from "./store.ts";

/** Only what is given changes; null takes a value away. A metadata value of "" removes its key. */
export interface CustomerChanges extends Partial<Omit<NewCustomer, "metadata">> {
  readonly metadata?: MetadataChanges;
}

export function updateCustomer(
  core: Core,
  scope: Scope,
  customer_id: string,
  changes: CustomerChanges,
  exchange: Exchange<Customer>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const changed = await changeCustomer(scope, transaction, customer_id, changes);
    return isRefusal(changed) ? changed : rewriteCustomer(core, scope, transaction, changed);
  });
}

/** Writes a customer that the caller has locked and changed, and tells of it. */
export async function rewriteCustomer(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  customer: Customer,
): Promise<Customer> {
  await writeCustomer(transaction, scope, customer);
  await insertEvent(transaction, scope, customerEvent(core, "customer.updated", customer));
  return customer;
}

/** Locks a customer and answers what changes make of it, which is still to be written. */
export async function changeCustomer(
  scope: Scope,
  transaction: Queryable,
  customer_id: string,
  changes: CustomerChanges,
): Promise<Customer | Refusal> {
  const customer = await lockCustomer(transaction, scope, customer_id);
  if (customer === undefined) return refuse("resource_missing", "No such customer.", "id");
  const refusal = refuseAddresses(changes);
  if (refusal !== undefined) return refusal;
  const metadata = mergeMetadata(customer.metadata, changes.metadata);
  const too_many = refuseMetadata(metadata);
  if (too_many !== undefined) return too_many;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...customer, ...given, metadata };
}
