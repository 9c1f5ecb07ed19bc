import { type Static, Type } from "typebox";
import type { PaymentShipping } from "../../../core/payments/payment-details.ts";
import { clearable } from "../fields.ts";

const line = (description: string) => clearable(Type.String({ maxLength: 200, description }));

/** Where the goods go, as a request gives it. */
export const Shipping = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, description: "Who receives it." }),
    phone: line("With the country's code."),
    carrier: line("Who brings it, such as UPS."),
    tracking_number: line("The carrier's number for it."),
    address: Type.Object(
      {
        city: line("City."),
        country: line("ISO 3166-1, such as US."),
        line1: line("Street and number."),
        line2: line("Apartment, floor or the like."),
        postal_code: line("Postal code."),
        state: line("State, province or region."),
      },
      { additionalProperties: false, description: "Where it goes." },
    ),
  },
  { additionalProperties: false, description: "Where the goods go; an empty value takes it away." },
);

export function readShipping({ address, ...to }: Static<typeof Shipping>): PaymentShipping {
  return {
    name: to.name,
    phone: to.phone || null,
    carrier: to.carrier || null,
    tracking_number: to.tracking_number || null,
    address: {
      country: address.country || null,
      region: address.state || null,
      postal_code: address.postal_code || null,
      city: address.city || null,
      line1: address.line1 || null,
      line2: address.line2 || null,
    },
  };
}

export function presentShipping(shipping: PaymentShipping | null) {
  if (shipping === null) return null;
  const { address } = shipping;
  return {
    address: {
      city: address.city,
      country: address.country,
      line1: address.line1,
      line2: address.line2,
      postal_code: address.postal_code,
      state: address.region,
    },
    carrier: shipping.carrier,
    name: shipping.name,
    phone: shipping.phone,
    tracking_number: shipping.tracking_number,
  };
}
