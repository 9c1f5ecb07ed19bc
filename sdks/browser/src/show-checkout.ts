import { idIn } from "./address.ts";
import { guardBackButton } from "./back-button.ts";
import { type CashierMessage, connectCashier } from "./cashier.ts";
import type { Emitter } from "./emitter.ts";
import type { Labels } from "./labels.ts";
import { createOverlay } from "./overlay.ts";
import { holdPage } from "./page.ts";
import type { CheckoutReference } from "./types.ts";

/** What one checkout needs. */
export interface ShowOptions {
  url: string;
  cashier_origin: string;
  emitter: Emitter;
  labels: Labels;
  /** Tells the merchant, by event and on the console, what is wrong with the integration. */
  fail(code: string, message: string): void;
}

/** Shows one checkout until it is closed. Returns how to close it, which may be called any number of times. */
export function showCheckout({ url, cashier_origin, emitter, labels, fail }: ShowOptions): () => void {
  const reference: CheckoutReference = { checkout_session_id: idIn(url), client_reference_id: null };
  const life = new AbortController();
  const { signal } = life;
  let failed = false;
  let paid = false;

  const tell = (name: "success" | "cancel" | "close") => emitter.emit(`checkout.${name}`, { ...reference });
  const close = () => {
    if (signal.aborted) return;
    life.abort();
    releaseBackButton();
    overlay.remove();
    releasePage();
    tell("close");
  };
  const onMessage = ({ type, code, message, client_reference_id }: CashierMessage, first: boolean) => {
    // Any answer shows the page: one that can only say that its session has expired never becomes ready.
    if (first) overlay.reveal();
    reference.client_reference_id = client_reference_id ?? null;
    if (type === "error") emitter.emit("checkout.error", { code: String(code), message: String(message) });
    if ((type === "success" || type === "cancel") && !paid) tell(type);
    paid ||= type === "success";
    if (type === "cancel" || type === "close") close();
  };
  const onFailure = (cause: string) => {
    if (failed) return;
    failed = true;
    overlay.fail();
    fail("load_failed", `The checkout page could not be shown: ${cause}.`);
  };

  const overlay = createOverlay(url, labels, close);
  connectCashier(() => overlay.frame.contentWindow, cashier_origin, signal, {
    onMessage,
    onSilence: (cause) => onFailure(`${cause}. It takes a session with presentation "iframe"`),
    onLeave: close,
  });
  listenForViolation(cashier_origin, signal, () =>
    onFailure(`this page's Content-Security-Policy forbids it. Add to it: frame-src ${cashier_origin}`),
  );
  const releasePage = holdPage();
  const releaseBackButton = guardBackButton(close);
  overlay.show();
  return close;
}

/** The merchant's own policy can forbid the frame, which the browser says at once. */
function listenForViolation(cashier_origin: string, signal: AbortSignal, onViolation: () => void): void {
  document.addEventListener(
    "securitypolicyviolation",
    ({ effectiveDirective, blockedURI, disposition }) => {
      const ours = effectiveDirective === "frame-src" && blockedURI.startsWith(cashier_origin);
      if (ours && disposition === "enforce") onViolation();
    },
    { signal },
  );
}
