import type { ComponentChildren, InputHTMLAttributes } from "preact";
import type { FieldName } from "../checkout/fields.ts";
import { Field, useControl } from "./field.tsx";
import { useForm } from "./form-context.ts";

interface TextFieldProps {
  name: FieldName;
  label: string;
  input: InputHTMLAttributes;
  children?: ComponentChildren;
}

/** A labelled line of text; what stands in `children` is laid over its end. */
export function TextField({ name, label, input, children }: TextFieldProps) {
  const { verbs } = useForm();
  const control = useControl(name);
  return (
    <Field name={name} label={label}>
      <div class="control">
        <input
          type="text"
          spellcheck={false}
          autocapitalize="off"
          {...control}
          onInput={(event) => verbs.type(name, event.currentTarget.value)}
          {...input}
        />
        {children}
      </div>
    </Field>
  );
}
