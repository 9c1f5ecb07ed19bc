import { Spinner } from "../ui/spinner.tsx";
import { useForm } from "./form-context.ts";

/**
 * Keeps the focus in the field that has it. Leaving the field may show a problem below it, which would move the button
 * away between press and release, and the click would be lost.
 */
function keepFocus(event: Event): void {
  event.preventDefault();
}

/** The button that sends the form. Pressed once, it says what is going on instead of what it would do. */
export function SubmitButton({ label }: { label: string }) {
  const { state, messages } = useForm();
  const { sending, started, reconnecting } = state;
  return (
    <button type="submit" class="pay" disabled={!started || sending !== null} onMouseDown={keepFocus}>
      {sending ? (
        <>
          <Spinner />
          <span role="status">{reconnecting ? messages.reconnecting : messages.paying}</span>
        </>
      ) : (
        label
      )}
    </button>
  );
}

/** The way out of a form that lies over, or beside, the merchant's page. */
export function CancelButton({ onCancel }: { onCancel: (() => void) | undefined }) {
  const { state, messages } = useForm();
  return (
    <button
      type="button"
      class="text-button cancel"
      disabled={state.sending !== null}
      onMouseDown={keepFocus}
      onClick={onCancel}
    >
      {messages.cancel}
    </button>
  );
}
