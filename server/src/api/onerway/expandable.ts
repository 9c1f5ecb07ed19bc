import type { Core } from "../../core/core.ts";
import { getFormerCustomers } from "../../core/customers/get.ts";
import { getPaymentMethods } from "../../core/payment-methods/get-several.ts";
import { getCharges } from "../../core/payments/charges/get-several.ts";
import { getPayments } from "../../core/payments/get-several.ts";
import { formatId, type IdKind, parseId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";
import { presentCharge } from "./charges/present.ts";
import { presentPaymentIntent, presentPaymentMethod } from "./present.ts";
import { presentCustomer, presentDeletedCustomer } from "./present-customers.ts";

/** A kind of object in whose place its id can stand. */
interface Expandable {
  /** Its own fields that hold an id, with what that is the id of; a dot leads into an object within. */
  readonly fields: Readonly<Record<string, ExpandableName>>;
  /** Several at once, as they are answered at their own addresses, by their public ids. */
  readonly load: (
    core: Core,
    scope: Scope,
    public_ids: readonly string[],
  ) => Promise<ReadonlyMap<string, object>>;
}

export type ExpandableName = "charge" | "customer" | "payment_intent" | "payment_method";

/** Every object that can be asked for with `expand[]`, and where. Whoever adds one adds it here. */
export const EXPANDABLE: Readonly<Record<ExpandableName, Expandable>> = {
  payment_intent: {
    fields: {
      customer: "customer",
      latest_charge: "charge",
      payment_method: "payment_method",
      "last_payment_error.payment_method": "payment_method",
    },
    load: async (core, scope, public_ids) => {
      const found = await getPayments(core, scope, uuids("payment_intent", public_ids));
      return byPublicId("payment_intent", [...found.values()], (intent) =>
        presentPaymentIntent(core, scope, intent),
      );
    },
  },
  customer: {
    // There never is a default source; libraries ask for it, and are answered null.
    fields: { default_source: "payment_method", "invoice_settings.default_payment_method": "payment_method" },
    load: async (core, scope, public_ids) => {
      const found = await getFormerCustomers(core, scope, uuids("customer", public_ids));
      return byPublicId("customer", found, (customer) =>
        customer.deleted_at === null ? presentCustomer(scope, customer) : presentDeletedCustomer(customer),
      );
    },
  },
  payment_method: {
    fields: { customer: "customer" },
    load: async (core, scope, public_ids) => {
      const found = await getPaymentMethods(core, scope, uuids("payment_method", public_ids));
      return byPublicId("payment_method", [...found.values()], (method) =>
        presentPaymentMethod(scope, method),
      );
    },
  },
  charge: {
    fields: { customer: "customer", payment_intent: "payment_intent", payment_method: "payment_method" },
    load: async (core, scope, public_ids) => {
      const found = await getCharges(core, scope, uuids("charge", public_ids));
      const charges = found.map((charge) => ({ ...charge, id: charge.attempt.id }));
      return byPublicId("charge", charges, (charge) => presentCharge(scope, charge));
    },
  },
};

function uuids(kind: IdKind, public_ids: readonly string[]): string[] {
  return public_ids.map((public_id) => parseId(kind, public_id)).filter((id) => id !== undefined);
}

function byPublicId<T extends { readonly id: string }>(
  kind: IdKind,
  things: readonly T[],
  present: (thing: T) => object,
): ReadonlyMap<string, object> {
  return new Map(things.map((thing) => [formatId(kind, thing.id), present(thing)]));
}
