/** A message of the checkout page, already known to come from it. */
export interface CashierMessage {
  type: string;
  checkout_session_id?: unknown;
  client_reference_id?: unknown;
  code?: unknown;
  message?: unknown;
}

/** What happens in the frame. */
export interface CashierHandlers {
  onMessage(message: CashierMessage): void;
  /** The page did not answer; `blocked` when the merchant's own security policy forbade the frame. */
  onFailure(blocked: boolean): void;
}

const HELLO = { source: "faststar-sdk", type: "hello", version: 1 };
const HELLO_INTERVAL_MS = 200;
const HELLO_LIMIT = 100;

/** Greets the checkout page until it answers, and passes on what it says. Returns how to stop. */
export function connectCashier(
  frame: HTMLIFrameElement,
  cashier_origin: string,
  handlers: CashierHandlers,
): () => void {
  let answered = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  const greet = () => {
    let sent = 0;
    clearInterval(timer);
    timer = setInterval(() => {
      if (!isBlank(frame)) frame.contentWindow?.postMessage(HELLO, cashier_origin);
      if (++sent >= HELLO_LIMIT) fail(false);
    }, HELLO_INTERVAL_MS);
  };
  const fail = (blocked: boolean) => {
    clearInterval(timer);
    if (!answered) handlers.onFailure(blocked);
  };
  const onMessage = (event: MessageEvent) => {
    if (event.origin !== cashier_origin || event.source !== frame.contentWindow) return;
    if (event.data?.source !== "starway-cashier") return;
    answered = true;
    clearInterval(timer);
    handlers.onMessage(event.data);
  };
  const onViolation = (event: SecurityPolicyViolationEvent) => {
    const ours = event.effectiveDirective === "frame-src" && event.blockedURI.startsWith(cashier_origin);
    if (ours && event.disposition === "enforce") fail(true);
  };

  greet();
  // A page that reloads itself, for another language say, has forgotten whom it was talking to.
  frame.addEventListener("load", () => answered && greet());
  addEventListener("message", onMessage);
  document.addEventListener("securitypolicyviolation", onViolation);
  return () => {
    clearInterval(timer);
    removeEventListener("message", onMessage);
    document.removeEventListener("securitypolicyviolation", onViolation);
  };
}

/** Until the page has arrived the frame holds an empty document, and greeting that would only litter the console. */
function isBlank(frame: HTMLIFrameElement): boolean {
  return frame.contentDocument?.URL === "about:blank";
}
