import { isComplete, isInFlight } from "../checkout/state.ts";
import { fill } from "../messages/index.ts";
import { useInOverlay } from "../overlay.ts";
import { usePage } from "../page-context.ts";
import { Icon } from "../ui/icon.tsx";
import { webUrl } from "../web-url.ts";

/** The way back, the mode, and in an overlay the cross. */
export function TopBar() {
  const { state, messages } = usePage();
  const inOverlay = useInOverlay();
  return (
    <div class="top-bar">
      {!inOverlay && <BackLink />}
      {!state.view.livemode && <span class="badge">{messages.test_mode}</span>}
      {inOverlay && <CloseButton />}
    </div>
  );
}

function BackLink() {
  const { state, messages } = usePage();
  const url = webUrl(state.view.cancel_url);
  if (!url || isInFlight(state) || isComplete(state.view)) return null;
  return (
    <a class="back" href={url}>
      <Icon name="back" />
      <span>{fill(messages.back_to, { merchant: state.view.merchant_name })}</span>
    </a>
  );
}

/** Closes the overlay. Only a payment that is being sent holds it open. */
function CloseButton() {
  const { state, messages, exits } = usePage();
  return (
    <button
      type="button"
      class="icon-button close"
      aria-label={messages.close}
      disabled={state.sending !== null}
      onClick={() => exits?.close()}
    >
      <Icon name="close" />
    </button>
  );
}

export function Footer() {
  const { messages } = usePage();
  return <footer>{messages.powered_by}</footer>;
}
