import { type Static, Type } from "typebox";
import type { Address, Shipping } from "../../core/customers/customer.ts";
import { clearable } from "./fields.ts";

const line = (maximum: number, description: string) =>
  clearable(Type.String({ maxLength: maximum, description }));

/** An address as this API writes it. */
export const AddressBody = Type.Object(
  {
    city: line(100, "City or town."),
    country: clearable(Type.String({ pattern: "^([A-Za-z]{2})?$", description: "ISO 3166-1, such as US." })),
    line1: line(200, "Street and number."),
    line2: line(200, "Apartment, floor or the like."),
    postal_code: line(20, "Postal code."),
    state: line(100, "State, province or region."),
  },
  { additionalProperties: false, description: "Where somebody is." },
);

const ShippingBody = Type.Object(
  {
    name: line(256, "Who receives it."),
    phone: line(30, "Whom the carrier may call."),
    address: clearable(AddressBody),
  },
  { additionalProperties: false, description: "Where things are sent." },
);

/** The two address fields of a customer. */
export const addressFields = { address: clearable(AddressBody), shipping: clearable(ShippingBody) };

export function readAddress(body: Static<typeof AddressBody> | null | undefined): Address | null {
  if (body === null || body === undefined) return null;
  return {
    country: body.country?.toUpperCase() || null,
    region: body.state || null,
    postal_code: body.postal_code || null,
    city: body.city || null,
    line1: body.line1 || null,
    line2: body.line2 || null,
  };
}

export function readShipping(body: Static<typeof ShippingBody> | null): Shipping | null {
  if (body === null) return null;
  return { name: body.name || null, phone: body.phone || null, address: readAddress(body.address) };
}
