import type { Edit, Masked } from "../card/digits.ts";
import type { FieldName } from "../checkout/fields.ts";
import { useForm } from "./form-context.ts";

/** An input handler that regroups what is typed and puts the caret back where the buyer had it. */
export function useMask(name: FieldName, mask: (edit: Edit) => Masked) {
  const { verbs, state } = useForm();
  return (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    const input = event.currentTarget;
    const masked = mask({
      value: input.value,
      caret: input.selectionStart ?? input.value.length,
      previous: state.fields[name],
      forward: event.inputType === "deleteContentForward",
    });
    // The value is written before the caret, because writing a value moves the caret to its end.
    if (input.value !== masked.value) input.value = masked.value;
    if (document.activeElement === input) input.setSelectionRange(masked.caret, masked.caret);
    verbs.type(name, masked.value);
  };
}
