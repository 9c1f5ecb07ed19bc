import { fill } from "../messages/index.ts";
import { formatAmount } from "../money.ts";
import { useInOverlay } from "../overlay.ts";
import { usePage } from "../page-context.ts";
import { Spinner } from "../ui/spinner.tsx";

/**
 * Keeps the focus in the field that has it. Leaving the field may show a problem below it, which would move the button
 * away between press and release, and the click would be lost.
 */
function keepFocus(event: Event): void {
  event.preventDefault();
}

/** The button, which always says the amount that it will charge. */
export function PayButton() {
  const { state, messages } = usePage();
  const { view, sending, started, reconnecting } = state;
  const free = view.payment_status === "no_payment_required";
  const label = free
    ? messages.confirm
    : fill(messages.pay, { amount: formatAmount(view.amount_total, view) });
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

/** In the merchant's overlay, the way back to the shop; a page of its own has a link at its top. */
export function CancelButton() {
  const { state, messages, exits } = usePage();
  if (!useInOverlay()) return null;
  return (
    <button
      type="button"
      class="text-button cancel"
      disabled={state.sending !== null}
      onMouseDown={keepFocus}
      onClick={() => exits?.cancel()}
    >
      {messages.cancel}
    </button>
  );
}
