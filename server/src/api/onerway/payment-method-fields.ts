import { type Static, Type } from "typebox";
import { type BillingDetails, NO_BILLING_DETAILS } from "../../core/payment-methods/payment-method.ts";
import { isCountry } from "../../kit/country.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import { AddressBody } from "./addresses.ts";
import { clearable, email } from "./fields.ts";

const line = (description: string) => clearable(Type.String({ maxLength: 200, description }));

export const BillingDetailsBody = Type.Object(
  {
    name: line("The cardholder's name."),
    email: clearable(email("The cardholder's address for mail.")),
    phone: line("The cardholder's telephone number."),
    address: clearable(AddressBody),
  },
  { additionalProperties: false, description: "Whose card it is." },
);

/** The month and year in which a card expires. */
export const expiryFields = {
  exp_month: Type.Integer({ minimum: 1, maximum: 12, description: "The month in which it expires." }),
  exp_year: Type.Integer({
    minimum: 2000,
    maximum: 2199,
    description: "The year in which it expires, with four digits.",
  }),
};

type Given = Static<typeof BillingDetailsBody> | undefined;

/** What a request says of the billing details, and nothing else; an empty value says that there is none. */
export function readBillingChanges(body: Given): Partial<BillingDetails> {
  const { name, email, phone, address } = body ?? {};
  const said = { name, email, phone, ...readAddressChanges(address) };
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([field, value]) => [field, value || null]));
}

function readAddressChanges(address: NonNullable<Given>["address"]) {
  if (address === undefined) return {};
  if (!address)
    return { city: null, country: null, line1: null, line2: null, postal_code: null, region: null };
  const { country, state: region, ...lines } = address;
  return { ...lines, region, country: country?.toUpperCase() };
}

export function readBillingDetails(body: Given): BillingDetails {
  return { ...NO_BILLING_DETAILS, ...readBillingChanges(body) };
}

/** A country of the billing address that is none. */
export function refuseBillingCountry({ country }: Partial<BillingDetails>): Refusal | undefined {
  if (country === undefined || country === null || isCountry(country)) return undefined;
  return refuse(
    "parameter_invalid",
    "Invalid {param}: give a two-letter ISO 3166-1 code such as DE.",
    "billing_details.address.country",
    { param: "billing_details[address][country]" },
  );
}
