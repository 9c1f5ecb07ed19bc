import type { CardErrorCode } from "../../kit/errors.ts";
import type { DisputePlan } from "./dispute-plan.ts";
import type { SlowRefund } from "./journal.ts";

/** How the simulated issuer behaves for a card number. */
export type CardBehaviour =
  | {
      readonly kind: "approve";
      readonly refunds?: SlowRefund;
      readonly disputes?: readonly DisputePlan[];
    }
  | { readonly kind: "decline"; readonly code: CardErrorCode; readonly decline_code: string | null }
  /** The buyer must authenticate first; `after_authentication` is the issuer's answer when they do. */
  | { readonly kind: "challenge"; readonly after_authentication: CardBehaviour };

/**
 * What a card is asked for: a payment by a buyer who is there; a charge of a kept card without the buyer, with or
 * without a verification in which they agreed to it; or that verification.
 */
export type CardUse = "payment" | "off_session_payment" | "set_up_payment" | "verification";

/** A card that behaves differently for one use and another. */
type BehaviourByUse = Readonly<Record<CardUse, CardBehaviour>>;

const approve: CardBehaviour = { kind: "approve" };
const challenge: CardBehaviour = { kind: "challenge", after_authentication: approve };

function decline(code: CardErrorCode, decline_code: string | null = null): CardBehaviour {
  return { kind: "decline", code, decline_code };
}

/** Approved, and then disputed by the buyer or warned of, once for each plan. */
function disputed(...disputes: DisputePlan[]): CardBehaviour {
  return { kind: "approve", disputes };
}

const generic_decline = decline("card_declined", "generic_decline");
const insufficient_funds = decline("insufficient_funds", "insufficient_funds");
const challenge_without_funds: CardBehaviour = {
  kind: "challenge",
  after_authentication: insufficient_funds,
};

/** The test cards, by number. https://docs.stripe.com/testing names the same behaviours. */
const BEHAVIOURS: ReadonlyMap<string, CardBehaviour | BehaviourByUse> = new Map<
  string,
  CardBehaviour | BehaviourByUse
>([
  ["4242424242424242", approve],
  ["4000056655665556", approve],
  ["5555555555554444", approve],
  ["2223003122003222", approve],
  ["5200828282828210", approve],
  ["5105105105105100", approve],
  ["378282246310005", approve],
  ["371449635398431", approve],
  ["6011111111111117", approve],
  ["3056930009020004", approve],
  ["36227206271667", approve],
  ["3566002020360505", approve],
  ["6200000000000005", approve],
  ["4000000000007726", { kind: "approve", refunds: "succeeds_later" }],
  ["4000000000005126", { kind: "approve", refunds: "fails_later" }],
  ["4000000000000002", generic_decline],
  ["4000000000009995", insufficient_funds],
  ["4000000000009987", decline("card_declined", "lost_card")],
  ["4000000000009979", decline("card_declined", "stolen_card")],
  ["4000000000000069", decline("expired_card", "expired_card")],
  ["4000000000000127", decline("incorrect_cvc", "incorrect_cvc")],
  ["4000000000000119", decline("processing_error", "processing_error")],
  ["4000000000006975", decline("card_declined", "card_velocity_exceeded")],
  // Can be saved, and is declined whenever it is charged.
  ["4000000000000341", { ...everyUse(generic_decline), verification: approve }],
  // Asks for the buyer again at every charge, even when it was set up.
  ["4000002760003184", challenge],
  // Lets itself be charged without the buyer once it was set up.
  ["4000002500003155", { ...everyUse(challenge), set_up_payment: approve }],
  // Behaves without the buyer as if it had been set up long ago.
  ["4000003800000446", { ...everyUse(approve), payment: challenge }],
  ["4000000000003220", challenge],
  ["4000008400000027", challenge],
  [
    "4000008260003178",
    { ...everyUse(challenge_without_funds), verification: challenge, set_up_payment: insufficient_funds },
  ],
  ["4000000000003063", challenge],
  // The cardholder's bank wants to see the buyer for this very payment, because of its risk.
  ["4000008405600003", challenge],
  ["4000008400001629", { kind: "challenge", after_authentication: generic_decline }],
  // The authentication that it needs cannot even begin.
  ["4000008400001280", generic_decline],
  // Authentication would be possible but is not needed, or fails without harm, or passes without the buyer noticing.
  ["4000000000003055", approve],
  ["4000000000003097", approve],
  ["4000000032200000", approve],
  // How high the risk of these is stands in risk-cards.ts.
  ["4100000000000019", decline("card_declined", "fraudulent")],
  ["4000000000004954", decline("card_declined", "highest_risk_level")],
  // More risk than usual, or a high score of some kind, does not keep a payment from being made.
  ["4000000000009235", approve],
  ["4000008400000407", approve],
  ["4000008400000159", approve],
  // Their checks of the security code and the address are in check-cards.ts.
  ["4000000000000101", approve],
  ["4000000000000036", approve],
  ["4000000000000028", approve],
  ["4000000000000010", approve],
  ["4000000000000044", approve],
  ["4000000000000077", approve],
  ["4000000000000259", disputed({ reason: "fraudulent", is_shielded_by_authentication: true })],
  ["4000000404000038", disputed({ reason: "fraudulent" })],
  ["4000000000002685", disputed({ reason: "product_not_received" })],
  ["4000000000001976", disputed({ reason: "general", is_inquiry: true })],
  ["4000000404000079", disputed({ reason: "fraudulent" }, { reason: "fraudulent" })],
  // Its bank warns of fraud, and no dispute follows.
  ["4000000000005423", disputed({ reason: "fraudulent", is_warning: true })],
]);

function everyUse(behaviour: CardBehaviour): BehaviourByUse {
  return {
    payment: behaviour,
    off_session_payment: behaviour,
    set_up_payment: behaviour,
    verification: behaviour,
  };
}

export function isTestCard(card_number: string): boolean {
  return BEHAVIOURS.has(card_number);
}

/** Whether it matters to the card what it is asked for. */
export function dependsOnUse(card_number: string): boolean {
  const known = BEHAVIOURS.get(card_number);
  return known !== undefined && !("kind" in known);
}

/**
 * In test mode no other number is ever charged: it may be somebody's real card, typed into the wrong place.
 */
export function behaviourOf(card_number: string, use: CardUse): CardBehaviour {
  const known = BEHAVIOURS.get(card_number) ?? decline("card_declined", "test_mode_live_card");
  return "kind" in known ? known : known[use];
}
