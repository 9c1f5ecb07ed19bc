import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { checkCard, type NewCard } from "../payment-methods/create.ts";
import type { CardMethod } from "../payment-methods/payment-method.ts";
import { findPaymentMethods } from "../payment-methods/store.ts";
import type { SetupIntent } from "./setup-intent.ts";

/** The card that is to be kept: one that the buyer types, or one that is stored already. */
export type CardToSetUp =
  | { readonly kind: "typed"; readonly card: NewCard }
  | { readonly kind: "stored"; readonly payment_method_id: string };

/** The same, when nothing speaks against asking a processor about it. */
export type CheckedCard =
  /** `number` has digits only. */
  | { readonly kind: "typed"; readonly card: NewCard; readonly number: string }
  | { readonly kind: "stored"; readonly method: CardMethod };

type Owner = Pick<SetupIntent, "customer_id">;

/** Whether a card may be set up for a setup intent's customer; asks no processor. */
export async function checkSetupCard(
  core: Core,
  scope: Scope,
  db: Queryable,
  { customer_id }: Owner,
  card: CardToSetUp,
): Promise<CheckedCard | Refusal> {
  if (card.kind === "stored") {
    const method = await findStored(scope, db, customer_id, card.payment_method_id);
    return isRefusal(method) ? method : { kind: "stored", method };
  }
  const checked = checkCard(core, scope, card.card);
  return isRefusal(checked) ? checked : { ...card, number: checked.number };
}

async function findStored(
  scope: Scope,
  db: Queryable,
  customer_id: string | null,
  payment_method_id: string,
): Promise<CardMethod | Refusal> {
  const [method] = await findPaymentMethods(db, scope, [payment_method_id]);
  if (method === undefined || method.detached_at !== null) {
    return refuse("resource_missing", "No such payment method.", "payment_method");
  }
  if (method.type !== "card") {
    return refuse(
      "payment_method_incompatible",
      "This payment method is a {type}, and a setup intent verifies cards. Attach it to the customer instead.",
      "payment_method",
      { type: method.type },
    );
  }
  if (method.customer_id !== null && method.customer_id !== customer_id) {
    return refuse(
      "parameter_invalid",
      "This payment method belongs to a customer. It can be set up for that customer only.",
      "payment_method",
    );
  }
  return method;
}
