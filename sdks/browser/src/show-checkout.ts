import { guardBackButton } from "./back-button.ts";
import { type CashierMessage, connectCashier } from "./cashier.ts";
import type { Emitter } from "./emitter.ts";
import type { Labels } from "./labels.ts";
import { createOverlay } from "./overlay.ts";
import { holdPage } from "./page.ts";
import type { CheckoutReference } from "./types.ts";

/** What one checkout needs. */
export interface ShowOptions {
  url: URL;
  cashier_origin: string;
  emitter: Emitter;
  labels: Labels;
  /** Tells the merchant, by event and on the console, what is wrong with the integration. */
  fail(code: string, message: string): void;
}

/** Shows one checkout until it is closed. Returns how to close it, which may be called any number of times. */
export function showCheckout({ url, cashier_origin, emitter, labels, fail }: ShowOptions): () => void {
  const reference: CheckoutReference = {
    checkout_session_id: url.pathname.split("/")[2] ?? "",
    client_reference_id: null,
  };
  let open = true;
  let answered = false;
  let paid = false;

  const close = () => {
    if (!open) return;
    open = false;
    disconnect();
    releaseBackButton();
    overlay.remove();
    releasePage();
    emitter.emit("checkout.close", { ...reference });
  };

  const onMessage = (message: CashierMessage) => {
    // Any answer shows the page: one that can only say that its session has expired never becomes ready.
    if (!answered) overlay.reveal();
    answered = true;
    remember(reference, message);
    if (message.type === "success" && !paid) {
      paid = true;
      emitter.emit("checkout.success", { ...reference });
    } else if (message.type === "cancel") {
      if (!paid) emitter.emit("checkout.cancel", { ...reference });
      close();
    } else if (message.type === "close") {
      close();
    } else if (message.type === "error") {
      emitter.emit("checkout.error", { code: text(message.code), message: text(message.message) });
    }
  };

  const onFailure = (blocked: boolean) => {
    overlay.fail();
    const cause = blocked
      ? "this page's Content-Security-Policy blocked it"
      : "it did not answer within 20 seconds";
    fail(
      "load_failed",
      `The checkout page could not be shown: ${cause}. The page needs "frame-src ${cashier_origin}" in its policy and ` +
        `the url of a session with presentation "iframe"; the checkout server must be reachable from the buyer's browser.`,
    );
  };

  const overlay = createOverlay(url.href, labels, close);
  const releasePage = holdPage(overlay.host);
  const disconnect = connectCashier(overlay.frame, cashier_origin, { onMessage, onFailure });
  const releaseBackButton = guardBackButton(close);
  overlay.show();
  return close;
}

function remember(reference: CheckoutReference, message: CashierMessage): void {
  const { checkout_session_id, client_reference_id } = message;
  if (typeof checkout_session_id === "string") reference.checkout_session_id = checkout_session_id;
  if (typeof client_reference_id === "string") reference.client_reference_id = client_reference_id;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "unknown";
}
