import type { CardChecks } from "../card-checks.ts";

const ALL_FIT = {
  address_line1_check: "pass",
  address_postal_code_check: "pass",
  cvc_check: "pass",
} as const;

/** The test cards whose bank compares what the buyer typed, by number. Of any other card it says nothing. */
const CHECKS: ReadonlyMap<string, CardChecks> = new Map<string, CardChecks>([
  ["4000000000000101", { ...ALL_FIT, cvc_check: "fail" }],
  ["4000000000000036", { ...ALL_FIT, address_postal_code_check: "fail" }],
  ["4000000000000028", { ...ALL_FIT, address_line1_check: "fail" }],
  ["4000000000000010", { ...ALL_FIT, address_line1_check: "fail", address_postal_code_check: "fail" }],
  [
    "4000000000000044",
    { ...ALL_FIT, address_line1_check: "unavailable", address_postal_code_check: "unavailable" },
  ],
]);

/** What the simulated bank says of a card's security code and address, with or without a code to compare. */
export function checksOf(card_number: string, security_code: string | undefined): CardChecks | undefined {
  const checks = CHECKS.get(card_number);
  return checks && security_code === undefined ? { ...checks, cvc_check: null } : checks;
}
