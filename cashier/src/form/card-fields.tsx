import { brandOf } from "../card/brand.ts";
import { digitsOf } from "../card/digits.ts";
import { groupExpiry, maskExpiry } from "../card/expiry.ts";
import { maskNumber } from "../card/number.ts";
import { cvcDigits } from "../checkout/fields.ts";
import { fill } from "../messages/index.ts";
import { BrandBadge } from "./brand-badge.tsx";
import { useForm } from "./form-context.ts";
import { TextField } from "./text-field.tsx";
import { useMask } from "./use-mask.ts";

/** Number, expiry date, security code and holder. None has a `name`: they are sent by script, never by the form. */
export function CardFields() {
  const { messages } = useForm();
  return (
    <>
      <NumberField />
      <div class="pair">
        <ExpiryField />
        <CvcField />
      </div>
      <TextField
        name="name"
        label={messages.name}
        input={{ autocomplete: "cc-name", autocapitalize: "words", maxLength: 100 }}
      />
    </>
  );
}

function NumberField() {
  const { state, messages } = useForm();
  const onInput = useMask("number", maskNumber);
  const input = {
    autocomplete: "cc-number",
    inputMode: "numeric",
    placeholder: "1234 1234 1234 1234",
    onInput,
  } as const;
  return (
    <TextField name="number" label={messages.card_number} input={input}>
      <BrandBadge brand={brandOf(digitsOf(state.fields.number))} />
    </TextField>
  );
}

function ExpiryField() {
  const { verbs, messages } = useForm();
  const onInput = useMask("expiry", maskExpiry);
  const onBlur = (event: FocusEvent & { currentTarget: HTMLInputElement }) => {
    verbs.type("expiry", groupExpiry(event.currentTarget.value));
    verbs.leave("expiry");
  };
  const placeholder = messages.expiry_placeholder;
  const input = { autocomplete: "cc-exp", inputMode: "numeric", placeholder, onInput, onBlur } as const;
  return <TextField name="expiry" label={messages.expiry} input={input} />;
}

function CvcField() {
  const { verbs, state, messages } = useForm();
  const digits = cvcDigits(state.fields);
  const onInput = (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    const input = event.currentTarget;
    input.value = digitsOf(input.value).slice(0, digits);
    verbs.type("cvc", input.value);
  };
  const placeholder = fill(messages.cvc_hint, { digits });
  const input = { autocomplete: "cc-csc", inputMode: "numeric", placeholder, onInput } as const;
  return <TextField name="cvc" label={messages.cvc} input={input} />;
}
