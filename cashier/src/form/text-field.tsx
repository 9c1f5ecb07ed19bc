import type { ComponentChildren, InputHTMLAttributes } from "preact";
import type { FieldName } from "../checkout/fields.ts";
import { usePage } from "../page-context.ts";
import { Field, useControl } from "./field.tsx";

interface TextFieldProps {
  name: FieldName;
  label: string;
  input: InputHTMLAttributes;
  children?: ComponentChildren;
}

/** A labelled line of text; what stands in `children` is laid over its end. */
export function TextField({ name, label, input, children }: TextFieldProps) {
  const { checkout } = usePage();
  const control = useControl(name);
  return (
    <Field name={name} label={label}>
      <div class="control">
        <input
          type="text"
          spellcheck={false}
          autocapitalize="off"
          {...control}
          onInput={(event) => checkout.type(name, event.currentTarget.value)}
          {...input}
        />
        {children}
      </div>
    </Field>
  );
}
