import type { Address, Customer, Shipping } from "../../core/customers/customer.ts";
import type { RenderedAnswer } from "../../core/idempotency/exchange.ts";
import type { CardDeclined } from "../../core/setup-intents/attach-verified.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";
import { presentError } from "./present.ts";

function presentAddress({ city, country, line1, line2, postal_code, region: state }: Address) {
  return { city, country, line1, line2, postal_code, state };
}

function presentShipping({ address, name, phone }: Shipping) {
  return { address: address && presentAddress(address), name, phone };
}

export function presentCustomer(scope: Scope, customer: Customer) {
  const { default_payment_method_id: method } = customer;
  return {
    id: formatId("customer", customer.id),
    object: "customer",
    address: customer.address && presentAddress(customer.address),
    created: unixSeconds(customer.created_at),
    default_source: null,
    description: customer.description,
    email: customer.email,
    invoice_settings: { default_payment_method: method && formatId("payment_method", method) },
    livemode: scope.livemode,
    metadata: customer.metadata,
    name: customer.name,
    phone: customer.phone,
    shipping: customer.shipping && presentShipping(customer.shipping),
  };
}

/** What is left of a customer that was deleted. */
export function presentDeletedCustomer({ id }: Customer) {
  return { id: formatId("customer", id), object: "customer", deleted: true };
}

/** The answer to a request whose card was declined, so that nothing else was done. */
export function declineAnswer({ declined }: CardDeclined, request_id: string): RenderedAnswer {
  return { status: 402, body: JSON.stringify({ error: { ...presentError(declined), request_id } }) };
}
