import type { FieldName, Fields } from "./checkout/fields.ts";
import { fieldId } from "./form/field.tsx";

/** What the buyer, or the browser for them, has filled in before the script ran, and which it would wipe out. */
export function readTyped(app: HTMLElement, rendered: Fields, names: readonly FieldName[]): Partial<Fields> {
  const typed: Partial<Fields> = {};
  for (const name of names) {
    const control = app.querySelector<HTMLInputElement | HTMLSelectElement>(`#${fieldId(name)}`);
    if (control?.value && control.value !== rendered[name]) typed[name] = control.value;
  }
  return typed;
}
