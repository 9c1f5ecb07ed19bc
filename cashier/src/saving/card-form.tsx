import { CardFields } from "../form/card-fields.tsx";
import { NoticeBox } from "../form/notice-box.tsx";
import { SecureNote } from "../form/secure-note.tsx";
import { CancelButton, SubmitButton } from "../form/submit-button.tsx";
import { useFocus } from "../form/use-focus.ts";
import { useSaving } from "./saving-page.ts";

/** The card, and the button that saves it. */
export function CardForm() {
  const { saving, state, messages, exits } = useSaving();
  useFocus(state.focus);
  const busy = state.sending !== null;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    void saving.submit();
  };
  return (
    <form method="post" noValidate onSubmit={onSubmit} aria-busy={busy}>
      <NoticeBox />
      <noscript>{messages.needs_script}</noscript>
      <fieldset disabled={busy}>
        <legend>{messages.card}</legend>
        {!state.view.livemode && <p class="note test-hint">{messages.test_hint}</p>}
        <CardFields />
      </fieldset>
      <SubmitButton label={messages.save_card} />
      {exits && <CancelButton onCancel={exits.cancel} />}
      <SecureNote />
    </form>
  );
}
