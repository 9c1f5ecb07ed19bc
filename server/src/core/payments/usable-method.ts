import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { getChargeable } from "../payment-methods/get.ts";
import type { PaymentMethod } from "../payment-methods/payment-method.ts";
import type { PaymentIntent } from "./payment-intent.ts";

type Payable = Pick<PaymentIntent, "payment_method_types" | "currency" | "customer_id">;
type Typed = Pick<PaymentIntent, "payment_method_types" | "currency" | "capture_method">;

/** The currencies of each type that does not take all of them. */
const CURRENCIES: Readonly<Record<string, string>> = { us_bank_account: "USD" };

/** The types of which an amount can be kept and taken later. */
const CAPTURED_LATER: readonly string[] = ["card"];

/** Why what is asked for cannot be paid in one of the ways that are allowed for it, if so. */
export function refuseTypes({ payment_method_types, currency, capture_method }: Typed): Refusal | undefined {
  const wrong = payment_method_types.find((type) => (CURRENCIES[type] ?? currency) !== currency);
  if (wrong !== undefined) {
    return refuse(
      "payment_method_incompatible",
      "{type} takes payments in {accepted} only, and this one is in {currency}. Change the currency, or leave {type} out.",
      "payment_method_types",
      { type: wrong, accepted: CURRENCIES[wrong] ?? "", currency },
    );
  }
  const immediate = payment_method_types.find((type) => !CAPTURED_LATER.includes(type));
  if (capture_method !== "manual" || immediate === undefined) return undefined;
  return refuse(
    "payment_method_incompatible",
    "{type} cannot be captured later. Leave it out of payment_method_types, or leave capture_method as automatic.",
    "capture_method",
    { type: immediate },
  );
}

/** Why an intent cannot be given a payment method, if so. */
export async function refuseUnusable(
  core: Core,
  scope: Scope,
  intent: Payable,
  payment_method_id: string,
): Promise<Refusal | undefined> {
  return refuseMethod(intent, await getChargeable(core, scope, payment_method_id));
}

/**
 * Why an intent cannot be paid with a payment method now, if so. The write that opens an attempt asks the same, in one
 * statement; this finds the words when it has refused.
 */
export async function refuseUnpayable(
  core: Core,
  scope: Scope,
  intent: Payable,
  payment_method_id: string,
): Promise<Refusal | undefined> {
  const method = await getChargeable(core, scope, payment_method_id);
  return refuseMethod(intent, method) ?? (method && refuseNameless(method));
}

function refuseMethod(intent: Payable, method: PaymentMethod | undefined): Refusal | undefined {
  if (method === undefined) return refuse("resource_missing", "No such payment method.", "payment_method");
  return refuseOwner(intent, method) ?? refuseType(intent, method);
}

/** A customer's own card pays only where the customer is named, so that nobody else is charged by mistake. */
function refuseOwner({ customer_id }: Payable, method: PaymentMethod): Refusal | undefined {
  if (method.customer_id === null || method.customer_id === customer_id) return undefined;
  const message =
    customer_id === null
      ? "This payment method belongs to a customer. Name the same customer on the payment."
      : "This payment method belongs to another customer.";
  return refuse("parameter_invalid", message, "payment_method");
}

/** Whether the payment method is of a type that the intent may be paid with. */
function refuseType({ payment_method_types }: Payable, { type }: PaymentMethod): Refusal | undefined {
  if (payment_method_types.includes(type)) return undefined;
  return refuse(
    "payment_method_incompatible",
    "This payment method is a {type}, and the payment takes {accepted}. Give another, or name its type in payment_method_types when you make the payment.",
    "payment_method",
    { type, accepted: payment_method_types.join(", ") },
  );
}

function refuseNameless({ type, billing_details }: PaymentMethod): Refusal | undefined {
  if (type === "card" || billing_details.name) return undefined;
  return refuse(
    "parameter_missing",
    "A bank account is debited in its holder's name. Give it in billing_details.name of the payment method.",
    "billing_details.name",
  );
}
