import type { Fields } from "../checkout/fields.ts";
import { noticeFor } from "../checkout/notice.ts";
import type { FormState } from "../form/form-context.ts";
import type { CardView } from "../view.ts";

/** Everything that the page on which a card is saved shows, in one value. */
export interface SavingState extends FormState {
  view: CardView;
  saved_on_load: boolean;
  unusable: "wrong_token" | "not_found" | null;
}

const EMPTY: Fields = {
  email: "",
  number: "",
  expiry: "",
  cvc: "",
  name: "",
  country: "",
  region: "",
  postal_code: "",
};

/** The state in which the server renders the page and the browser takes it over. */
export function initialState(view: CardView): SavingState {
  return {
    view,
    fields: EMPTY,
    problems: {},
    notice: isWaiting(view) && view.last_error ? noticeFor(view.last_error.code) : null,
    focus: null,
    started: false,
    sending: null,
    reconnecting: false,
    challenge_interrupted: false,
    slow: false,
    saved_on_load: view.status === "succeeded",
    unusable: null,
  };
}

/** True while a card can be typed. */
export function isWaiting({ status, verifying }: CardView): boolean {
  return status === "requires_payment_method" && !verifying;
}

export type SavingScreen =
  | "form"
  | "challenge"
  | "processing"
  | "saved"
  | "already_saved"
  | "expired"
  | "wrong_token"
  | "not_found";

/** The one screen that a state shows. */
export function screenOf({ view, unusable, saved_on_load }: SavingState): SavingScreen {
  if (unusable) return unusable;
  switch (view.status) {
    case "succeeded":
      return saved_on_load ? "already_saved" : "saved";
    case "canceled":
      return "expired";
    case "requires_action":
      return "challenge";
    case "requires_payment_method":
      return view.verifying ? "processing" : "form";
  }
}
