import type { ComponentChildren } from "preact";
import { type FieldName, isRequired } from "../checkout/fields.ts";
import { Icon } from "../ui/icon.tsx";
import { useForm } from "./form-context.ts";

/** The id of a field's control, by which labels, problems and the focus find it. */
export function fieldId(name: FieldName): string {
  return `field-${name}`;
}

/** A label, its control, and what is wrong with it. */
export function Field({
  name,
  label,
  children,
}: {
  name: FieldName;
  label: string;
  children: ComponentChildren;
}) {
  const { state, messages } = useForm();
  const problem = state.problems[name];
  return (
    <div class={`field field-${name}`}>
      <label for={fieldId(name)}>{label}</label>
      {children}
      {problem && (
        <p class="problem" id={`${fieldId(name)}-problem`}>
          <Icon name="alert" />
          <span>{messages.field_problems[problem]}</span>
        </p>
      )}
    </div>
  );
}

/** The attributes that every control of the form has. */
export function useControl(name: FieldName) {
  const { verbs, state } = useForm();
  const wrong = state.problems[name] !== undefined;
  return {
    id: fieldId(name),
    value: state.fields[name],
    "aria-required": isRequired(name, state.fields.country),
    "aria-invalid": wrong,
    "aria-describedby": wrong ? `${fieldId(name)}-problem` : undefined,
    onBlur: () => verbs.leave(name),
  };
}
