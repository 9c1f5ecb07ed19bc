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

/** A kind of object that is answered. */
interface Answered {
  /** Its own fields that hold an id, with what that is the id of; a dot leads into an object within. */
  readonly fields: Readonly<Record<string, ExpandableName>>;
}

/** A kind of object in whose place its id can stand. */
interface Expandable extends Answered {
  /** Several at once, as they are answered at their own addresses, by their public ids. */
  readonly load: (
    core: Core,
    scope: Scope,
    public_ids: readonly string[],
  ) => Promise<ReadonlyMap<string, object>>;
}

export type ExpandableName = "charge" | "customer" | "nothing" | "payment_intent" | "payment_method";

/** Every object whose id stands in another, and where. Whoever adds one adds it here. */
export const EXPANDABLE: Readonly<Record<ExpandableName, Expandable>> = {
  /** What is always null here. Client libraries ask for it all the same, and may. */
  nothing: { fields: {}, load: async () => new Map() },
  payment_intent: {
    fields: {
      application: "nothing",
      customer: "customer",
      latest_charge: "charge",
      on_behalf_of: "nothing",
      payment_method: "payment_method",
      review: "nothing",
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
    fields: { default_source: "nothing", "invoice_settings.default_payment_method": "payment_method" },
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
    fields: {
      application: "nothing",
      balance_transaction: "nothing",
      customer: "customer",
      payment_intent: "payment_intent",
      payment_method: "payment_method",
    },
    load: async (core, scope, public_ids) => {
      const found = await getCharges(core, scope, uuids("charge", public_ids));
      const charges = found.map((charge) => ({ ...charge, id: charge.attempt.id }));
      return byPublicId("charge", charges, (charge) => presentCharge(scope, charge));
    },
  },
};

const money_of_charge = { charge: "charge", payment_intent: "payment_intent" } as const;

/** Every object that `expand[]` can begin at: those, and what no other object names. */
export const ANSWERED = {
  ...EXPANDABLE,
  dispute: { fields: money_of_charge },
  fraud_warning: { fields: money_of_charge },
  refund: {
    fields: {
      ...money_of_charge,
      balance_transaction: "nothing",
      source_transfer_reversal: "nothing",
      transfer_reversal: "nothing",
    },
  },
  setup_intent: {
    fields: {
      application: "nothing",
      customer: "customer",
      latest_attempt: "nothing",
      mandate: "nothing",
      on_behalf_of: "nothing",
      payment_method: "payment_method",
      single_use_mandate: "nothing",
    },
  },
} as const satisfies Readonly<Record<string, Answered>>;

export type AnsweredName = keyof typeof ANSWERED;

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
