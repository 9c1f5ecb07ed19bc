import { isCountry } from "../../kit/country.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Address, Customer } from "./customer.ts";

/** What is wrong with the addresses of a customer. */
export function refuseAddresses({
  address,
  shipping,
}: Partial<Pick<Customer, "address" | "shipping">>): Refusal | undefined {
  return (
    refuseAddress(address ?? null, "address") ?? refuseAddress(shipping?.address ?? null, "shipping.address")
  );
}

function refuseAddress(address: Address | null, param: string): Refusal | undefined {
  if (address === null || address.country === null || isCountry(address.country)) return undefined;
  return refuse(
    "parameter_invalid",
    "Invalid {param}: give a two-letter ISO 3166-1 code such as DE.",
    `${param}.country`,
    { param: `${param}.country` },
  );
}
