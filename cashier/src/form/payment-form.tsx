import { useEffect } from "preact/hooks";
import type { FocusRequest } from "../checkout/state.ts";
import { fill } from "../messages/index.ts";
import { usePage } from "../page-context.ts";
import { Icon } from "../ui/icon.tsx";
import { AddressFields } from "./address-fields.tsx";
import { CardFields } from "./card-fields.tsx";
import { fieldId } from "./field.tsx";
import { NOTICE_ID, NoticeBox } from "./notice-box.tsx";
import { CancelButton, PayButton } from "./pay-button.tsx";
import { TextField } from "./text-field.tsx";

/** The form: contact, card, address, and the button. */
export function PaymentForm() {
  const { checkout, state, messages } = usePage();
  useFocus(state.focus);
  const busy = state.sending !== null;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    void checkout.submit();
  };
  return (
    <form method="post" noValidate onSubmit={onSubmit} aria-busy={busy}>
      <NoticeBox />
      <noscript>{messages.needs_script}</noscript>
      <fieldset disabled={busy}>
        <legend>{messages.contact}</legend>
        <TextField
          name="email"
          label={messages.email}
          input={{ type: "email", autocomplete: "email", inputMode: "email", maxLength: 254 }}
        />
      </fieldset>
      <fieldset disabled={busy}>
        <legend>{messages.card}</legend>
        {!state.view.livemode && <p class="note test-hint">{messages.test_hint}</p>}
        <CardFields />
      </fieldset>
      <fieldset disabled={busy}>
        <legend>{messages.billing_address}</legend>
        <AddressFields />
      </fieldset>
      {state.view.mode !== "payment" && (
        <p class="note">{fill(messages.card_kept, { merchant: state.view.merchant_name })}</p>
      )}
      <PayButton />
      <CancelButton />
      <p class="note secure">
        <Icon name="lock" />
        <span>{messages.secure_note}</span>
      </p>
    </form>
  );
}

function useFocus(request: FocusRequest | null): void {
  useEffect(() => {
    if (!request) return;
    const id = request.target === "notice" ? NOTICE_ID : fieldId(request.target);
    document.getElementById(id)?.focus();
  }, [request]);
}
