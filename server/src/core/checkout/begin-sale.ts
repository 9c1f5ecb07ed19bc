import type { Queryable } from "../../db/types.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { newCustomer } from "../customers/create.ts";
import { customerEvent } from "../customers/events.ts";
import { findCustomer, insertCustomer } from "../customers/store.ts";
import { insertEvent } from "../events/store.ts";
import type { CheckoutSession } from "./session.ts";
import { lockSession, writeCustomerOfSession } from "./store.ts";

/** A session at the price that the buyer has agreed to, and who they say that they are. */
export interface AgreedSale {
  readonly session: CheckoutSession;
  readonly email: string;
  readonly name: string | null;
}

/**
 * Writes what has to be there before the processor is asked, each time the buyer presses the button, and answers the
 * customer. A refusal has written nothing. What begins (a subscription) is known by a later room.
 */
export type BeginSale = (
  core: Core,
  scope: Scope,
  transaction: Queryable,
  sale: AgreedSale,
) => Promise<string | null | Refusal>;

/**
 * The session's customer, made when the session came without one. An address that another customer has tells nothing of
 * who is typing it, so it is never taken for that customer.
 */
export async function ensureCustomer(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { session, email, name }: AgreedSale,
): Promise<string | Refusal> {
  const locked = await lockSession(transaction, scope, session.id);
  if (locked === undefined) throw new Error(`Checkout session ${session.id} has vanished.`);
  if (locked.customer_id !== null) {
    const customer = await findCustomer(transaction, scope, locked.customer_id);
    return customer?.id ?? refuse("session_expired", "The customer of this session was deleted.");
  }
  const unknown = { phone: null, description: null, address: null, shipping: null };
  const customer = newCustomer(core, { ...unknown, email, name, metadata: {} });
  await insertCustomer(transaction, scope, customer);
  await insertEvent(transaction, scope, customerEvent(core, "customer.created", customer));
  await writeCustomerOfSession(transaction, scope, session.id, customer.id);
  return customer.id;
}
