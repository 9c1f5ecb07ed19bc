import type { PaymentRisk } from "../payment-risk.ts";

/** The test cards whose payments the simulated processor takes for riskier than most, by number. */
const RISKS: ReadonlyMap<string, PaymentRisk> = new Map<string, PaymentRisk>([
  ["4000000000009235", { level: "elevated", is_blocked: false }],
  ["4000000000004954", { level: "highest", is_blocked: true }],
  ["4100000000000019", { level: "highest", is_blocked: true }],
]);

/** What the simulated processor says of the risk of a card's payments; undefined where there is nothing to say. */
export function riskOf(card_number: string): PaymentRisk | undefined {
  return RISKS.get(card_number);
}
