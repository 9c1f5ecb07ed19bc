import type { FormState } from "../form/form-context.ts";
import type { CheckoutView } from "../view.ts";
import { noticeFor } from "./notice.ts";

/** Everything that the page shows, in one value. */
export interface CheckoutState extends FormState {
  view: CheckoutView;
  /** True when the page lies in the merchant's overlay; known only in the browser. */
  embedded: boolean;
  /** The amounts are being recomputed for a new address. */
  updating: boolean;
  /** The saved card that the buyer pays with; null, or one that is gone, when they type another. */
  chosen_card_id: string | null;
  keep_card: boolean;
  complete_on_load: boolean;
  unusable: "wrong_token" | "not_found" | null;
}

/** The state in which the server renders the page and the browser takes it over. */
export function initialState(view: CheckoutView): CheckoutState {
  const { email, country, region, postal_code } = view.buyer;
  return {
    view,
    fields: {
      email: email ?? "",
      number: "",
      expiry: "",
      cvc: "",
      name: "",
      country: country ?? "",
      region: region ?? "",
      postal_code: postal_code ?? "",
    },
    problems: {},
    notice: view.payment.last_error && noticeFor(view.payment.last_error.code),
    focus: null,
    started: false,
    embedded: false,
    sending: null,
    reconnecting: false,
    updating: false,
    challenge_interrupted: false,
    slow: false,
    chosen_card_id: view.saved_cards?.find(({ expired }) => !expired)?.id ?? null,
    keep_card: false,
    complete_on_load: isComplete(view),
    unusable: null,
  };
}

export type Screen =
  | "form"
  | "challenge"
  | "processing"
  | "success"
  | "already_paid"
  | "expired"
  | "wrong_token"
  | "not_found";

/** The one screen that a state shows. */
export function screenOf(state: CheckoutState): Screen {
  const { view } = state;
  if (state.unusable) return state.unusable;
  if (isComplete(view)) return state.complete_on_load ? "already_paid" : "success";
  if (view.status === "expired") return "expired";
  if (view.payment.state === "requires_action") return "challenge";
  return view.payment.state === "processing" ? "processing" : "form";
}

/** True once the session is paid, or needed no payment and is done. */
export function isComplete(view: CheckoutView): boolean {
  return view.status === "complete" || view.payment.state === "succeeded";
}

/** True while money may be moving, when the page must not be left by a slip of the finger. */
export function isInFlight(state: CheckoutState): boolean {
  return state.sending !== null || screenOf(state) === "processing";
}
