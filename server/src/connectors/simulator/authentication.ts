import type { AuthorizeRequest } from "../connector.ts";
import type { ThreeDSecure } from "../three-d-secure.ts";
import type { DisputePlan } from "./dispute-plan.ts";
import { riskOf } from "./risk-cards.ts";
import { type CardBehaviour, isTestCard } from "./test-cards.ts";

/** Cards with which a buyer cannot authenticate: nobody is asked. */
const NEVER_ASKED: ReadonlySet<string> = new Set(["378282246310005", "4000008400001280"]);
/** Cards with which a buyer who is there authenticates without noticing, at every payment. */
const FRICTIONLESS: ReadonlySet<string> = new Set(["4000000032200000"]);
/** Authentication can be tried with these, and always comes to grief. */
const BROKEN: ReadonlySet<string> = new Set(["4000000000003097"]);

/** How a card behaves when its payment's merchant has a wish whether the buyer is to authenticate. */
export function authenticationOf(request: AuthorizeRequest, behaviour: CardBehaviour): CardBehaviour {
  const { request_three_d_secure, off_session } = request;
  if (request_three_d_secure === "automatic" || off_session) return behaviour;
  const { number } = request.card;
  if (behaviour.kind === "challenge" || !canBeAsked(number)) return behaviour;
  if (BROKEN.has(number)) return { kind: "decline", code: "processing_error", decline_code: null };
  return { kind: "challenge", after_authentication: behaviour };
}

/** What is blocked at once is authenticated nowhere. */
function canBeAsked(number: string): boolean {
  if (NEVER_ASKED.has(number) || FRICTIONLESS.has(number)) return false;
  return isTestCard(number) && riskOf(number)?.is_blocked !== true;
}

/** What is known of the buyer's authentication when nobody had to ask them. */
export function frictionlessOf({ card, off_session }: AuthorizeRequest): ThreeDSecure | undefined {
  if (off_session || !FRICTIONLESS.has(card.number)) return undefined;
  return { authentication_flow: "frictionless", result: "authenticated" };
}

/** What will still be disputed of a payment whose buyer has authenticated. */
export function unshielded(plans: readonly DisputePlan[]): readonly DisputePlan[] {
  return plans.filter((plan) => plan.is_shielded_by_authentication !== true);
}
