import type { OfferedCard } from "../view.ts";
import { CARD_FIELDS, FIELD_ORDER, type FieldName } from "./fields.ts";
import type { CheckoutState } from "./state.ts";

/** The saved card that will be charged; undefined when the buyer types another one. */
export function chosenCard({ view, chosen_card_id }: CheckoutState): OfferedCard | undefined {
  return view.saved_cards?.find(({ id, expired }) => id === chosen_card_id && !expired);
}

/** The fields that have to be filled in, which with a saved card are those of the buyer only. */
export function fieldsToFill(state: CheckoutState): readonly FieldName[] {
  return chosenCard(state) ? FIELD_ORDER.filter((field) => !CARD_FIELDS.includes(field)) : FIELD_ORDER;
}
