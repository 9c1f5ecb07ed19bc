/**
 * Whether the buyer is to authenticate (3-D Secure). `automatic` leaves it to the card's bank; with the others they do
 * wherever the card allows it, with `challenge` by doing something if there is a choice.
 */
export const AUTHENTICATION_REQUESTS = ["automatic", "any", "challenge"] as const;

export type AuthenticationRequest = (typeof AUTHENTICATION_REQUESTS)[number];

/** `challenge`: the buyer had to do something. `frictionless`: their bank knew them without. */
export const AUTHENTICATION_FLOWS = ["challenge", "frictionless"] as const;

export const AUTHENTICATION_RESULTS = ["authenticated", "failed"] as const;

/** What came of the buyer's authentication. Who has authenticated can hardly dispute a payment as fraud. */
export interface ThreeDSecure {
  readonly authentication_flow: (typeof AUTHENTICATION_FLOWS)[number];
  readonly result: (typeof AUTHENTICATION_RESULTS)[number];
}
