import type { Choice } from "../address/countries.ts";
import type { FieldName } from "../checkout/fields.ts";
import { Field, useControl } from "./field.tsx";
import { useForm } from "./form-context.ts";

interface SelectFieldProps {
  name: FieldName;
  label: string;
  autocomplete: string;
  choices: Choice[];
}

/** A labelled choice out of a list, which starts with none. */
export function SelectField({ name, label, autocomplete, choices }: SelectFieldProps) {
  const { verbs, messages } = useForm();
  const control = useControl(name);
  return (
    <Field name={name} label={label}>
      <div class="control select">
        <select
          {...control}
          autocomplete={autocomplete}
          onChange={(event) => verbs.type(name, event.currentTarget.value)}
        >
          <option value="">{messages.choose}</option>
          {choices.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </div>
    </Field>
  );
}
