import { type Static, Type } from "typebox";
import type { Address, Shipping } from "../../core/customers/customer.ts";
import { optional, text } from "./fields.ts";

const AddressBody = Type.Object(
  {
    country: optional(Type.String({ pattern: "^[A-Za-z]{2}$", description: "ISO 3166-1, such as DE." })),
    region: optional(text(100, "State or province.")),
    postal_code: optional(text(20, "Postal code.")),
    city: optional(text(100, "City.")),
    line1: optional(text(200, "Street and number.")),
    line2: optional(text(200, "Whatever else the letter needs.")),
  },
  { description: "Where the customer is." },
);

const ShippingBody = Type.Object(
  {
    name: optional(text(250, "Who receives it.")),
    phone: optional(text(30, "Whom the carrier may call.")),
    address: optional(AddressBody),
  },
  { description: "Where things are sent." },
);

/** The two address fields of a customer. */
export const addressFields = { address: optional(AddressBody), shipping: optional(ShippingBody) };

export function readAddress(body: Static<typeof AddressBody> | null): Address | null {
  if (body === null) return null;
  return {
    country: body.country?.toUpperCase() ?? null,
    region: body.region ?? null,
    postal_code: body.postal_code ?? null,
    city: body.city ?? null,
    line1: body.line1 ?? null,
    line2: body.line2 ?? null,
  };
}

export function readShipping(body: Static<typeof ShippingBody> | null): Shipping | null {
  if (body === null) return null;
  return { name: body.name ?? null, phone: body.phone ?? null, address: readAddress(body.address ?? null) };
}
