import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { lockCustomer } from "../customers/store.ts";
import { attachToCustomer } from "../payment-methods/attach.ts";
import type { PaymentMethod } from "../payment-methods/payment-method.ts";
import { updateSetup } from "../payment-methods/store.ts";
import type { SetupIntent } from "./setup-intent.ts";

/**
 * Whose card it becomes when it is verified, locked; undefined when somebody else attaches it later. To be locked before
 * the setup intent, in the order in which everybody does.
 */
export async function lockOwner(
  transaction: Queryable,
  scope: Scope,
  { attaches_card, customer_id }: SetupIntent,
): Promise<Customer | undefined> {
  if (!attaches_card || customer_id === null) return undefined;
  return lockCustomer(transaction, scope, customer_id);
}

interface VerifiedMethod {
  readonly intent: SetupIntent;
  readonly method: PaymentMethod;
  readonly owner: Customer | undefined;
}

/** Keeps the reference of a verification with its card, and gives the card to its owner when that is wanted at once. */
export async function keepVerified(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { intent, method, owner }: VerifiedMethod,
): Promise<SetupIntent> {
  const { connector: setup_connector, connector_reference: setup_reference } = intent;
  await updateSetup(transaction, scope, { id: method.id, setup_connector, setup_reference });
  if (owner === undefined) return intent;
  if (method.customer_id !== owner.id) await attachToCustomer(core, scope, transaction, owner, method);
  return { ...intent, attached_at: core.clock.now() };
}
