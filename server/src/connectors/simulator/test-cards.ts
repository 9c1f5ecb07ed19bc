import type { CardErrorCode } from "../../kit/errors.ts";
import type { SlowRefund } from "./journal.ts";

/** How the simulated issuer behaves for a card number. */
export type CardBehaviour =
  | { readonly kind: "approve"; readonly refunds?: SlowRefund }
  | { readonly kind: "decline"; readonly code: CardErrorCode; readonly decline_code: string | null }
  /** The buyer must authenticate first; `after_authentication` is the issuer's answer when they do. */
  | { readonly kind: "challenge"; readonly after_authentication: CardBehaviour };

const approve: CardBehaviour = { kind: "approve" };
const challenge: CardBehaviour = { kind: "challenge", after_authentication: approve };

function decline(code: CardErrorCode, decline_code: string | null = null): CardBehaviour {
  return { kind: "decline", code, decline_code };
}

/** The test cards, by number. https://docs.stripe.com/testing names the same behaviours. */
const BEHAVIOURS: ReadonlyMap<string, CardBehaviour> = new Map([
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
  ["4000000000000002", decline("card_declined", "generic_decline")],
  ["4000000000009995", decline("insufficient_funds", "insufficient_funds")],
  ["4000000000009987", decline("card_declined", "lost_card")],
  ["4000000000009979", decline("card_declined", "stolen_card")],
  ["4000000000000069", decline("expired_card", "expired_card")],
  ["4000000000000127", decline("incorrect_cvc", "incorrect_cvc")],
  ["4000000000000119", decline("processing_error", "processing_error")],
  ["4000000000006975", decline("card_declined", "card_velocity_exceeded")],
  ["4000000000000341", decline("card_declined", "generic_decline")],
  ["4000002760003184", challenge],
  ["4000002500003155", challenge],
  ["4000000000003220", challenge],
  ["4000008400000027", challenge],
  [
    "4000008260003178",
    { kind: "challenge", after_authentication: decline("insufficient_funds", "insufficient_funds") },
  ],
  [
    "4000008400001629",
    { kind: "challenge", after_authentication: decline("card_declined", "generic_decline") },
  ],
  ["4000000000003055", approve],
]);

/**
 * In test mode no other number is ever charged: it may be somebody's real card, typed into the wrong place.
 */
export function behaviourOf(card_number: string): CardBehaviour {
  return BEHAVIOURS.get(card_number) ?? decline("card_declined", "test_mode_live_card");
}
