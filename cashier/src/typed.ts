import { FIELD_ORDER, type Fields } from "./checkout/fields.ts";
import { initialState } from "./checkout/state.ts";
import { fieldId } from "./form/field.tsx";
import type { CheckoutView } from "./view.ts";

/** What the buyer, or the browser for them, has filled in before the script ran, and which it would wipe out. */
export function readTyped(app: HTMLElement, view: CheckoutView): Partial<Fields> {
  const rendered = initialState(view).fields;
  const typed: Partial<Fields> = {};
  for (const name of FIELD_ORDER) {
    const control = app.querySelector<HTMLInputElement | HTMLSelectElement>(`#${fieldId(name)}`);
    if (control?.value && control.value !== rendered[name]) typed[name] = control.value;
  }
  return typed;
}
