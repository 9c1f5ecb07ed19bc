import { chosenCard } from "../checkout/chosen-card.ts";
import { fill } from "../messages/index.ts";
import { formatAmount } from "../money.ts";
import { useInOverlay } from "../overlay.ts";
import { usePage } from "../page-context.ts";
import { AddressFields } from "./address-fields.tsx";
import { CardFields } from "./card-fields.tsx";
import { NoticeBox } from "./notice-box.tsx";
import { KeepCard, SavedCards } from "./saved-cards.tsx";
import { SecureNote } from "./secure-note.tsx";
import { CancelButton, SubmitButton } from "./submit-button.tsx";
import { TextField } from "./text-field.tsx";
import { useFocus } from "./use-focus.ts";

/** The form: contact, card, address, and the button, which always says the amount that it will charge. */
export function PaymentForm() {
  const { checkout, state, messages, exits } = usePage();
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
        {!state.view.livemode && !chosenCard(state) && <p class="note test-hint">{messages.test_hint}</p>}
        <SavedCards />
        {!chosenCard(state) && (
          <>
            <CardFields />
            <KeepCard />
          </>
        )}
      </fieldset>
      <fieldset disabled={busy}>
        <legend>{messages.billing_address}</legend>
        <AddressFields />
      </fieldset>
      {state.view.mode !== "payment" && (
        <p class="note">{fill(messages.card_kept, { merchant: state.view.merchant_name })}</p>
      )}
      <SubmitButton label={useButtonLabel()} />
      {useInOverlay() && <CancelButton onCancel={exits?.cancel} />}
      <SecureNote />
    </form>
  );
}

function useButtonLabel(): string {
  const { state, messages } = usePage();
  const { view } = state;
  const free = view.payment_status === "no_payment_required";
  return free ? messages.confirm : fill(messages.pay, { amount: formatAmount(view.amount_total, view) });
}
