import type { Core } from "../../../core/core.ts";
import { getCustomer } from "../../../core/customers/get.ts";
import { getPayment } from "../../../core/payments/get.ts";
import { parseId } from "../../../kit/ids.ts";
import { type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";

/** The customer that a list is filtered by, who has to be there: a wrong id would look like an empty list. */
export async function findCustomerId(
  core: Core,
  scope: Scope,
  public_id: string | undefined,
): Promise<string | null | Refusal> {
  if (public_id === undefined) return null;
  const id = parseId("customer", public_id);
  if (id !== undefined && (await getCustomer(core, scope, id)) !== undefined) return id;
  return refuse("resource_missing", `No such customer: '${public_id}'`, "customer");
}

/** The same of a payment intent. */
export async function findIntentId(
  core: Core,
  scope: Scope,
  public_id: string | undefined,
): Promise<string | null | Refusal> {
  if (public_id === undefined) return null;
  const id = parseId("payment_intent", public_id);
  if (id !== undefined && (await getPayment(core, scope, id)) !== undefined) return id;
  return refuse("resource_missing", `No such payment_intent: '${public_id}'`, "payment_intent");
}
