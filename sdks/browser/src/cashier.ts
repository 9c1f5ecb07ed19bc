/** A message of a page of the cashier, already known to come from it. */
export interface CashierMessage {
  type: string;
  client_reference_id?: string | null;
  payment_method?: { brand: string; last4: string; exp_month: number; exp_year: number };
  code?: string;
  message?: string;
}

/** What happens in the page's frame or window. */
export interface CashierHandlers {
  /** `first` when nothing was heard before. */
  onMessage(message: CashierMessage, first: boolean): void;
  /** The page has not answered in good time. */
  onSilence(cause: string): void;
  /** Its window has closed, or the browser has cut it off from this page. */
  onGone?(answered: boolean): void;
  /** The merchant's page is being left. */
  onLeave(): void;
}

const HELLO = { source: "faststar-sdk", type: "hello", version: 1 };
const TICK_MS = 200;
const PATIENCE_TICKS = 100;
const REMINDER_TICKS = 5;

/**
 * Greets a page of the cashier until it answers, and passes on what it says, until `signal` ends it. The greetings go on,
 * only slower: a page that reloads itself, for another language say, has forgotten whom it was talking to.
 */
export function connectCashier(
  target: () => Window | null,
  cashier_origin: string,
  signal: AbortSignal,
  handlers: CashierHandlers,
): void {
  let answered = false;
  let gone = false;
  let ticks = 0;
  const timer = setInterval(() => {
    const page = target();
    // One tick later, for a last message may still be on its way.
    if (gone) handlers.onGone?.(answered);
    if (page?.closed) gone = true;
    else if (page && !isBlank(page) && (!answered || ticks % REMINDER_TICKS === 0))
      page.postMessage(HELLO, cashier_origin);
    if (++ticks === PATIENCE_TICKS && !answered)
      handlers.onSilence(`${cashier_origin} did not answer within 20 seconds (blocked, or out of reach?)`);
  }, TICK_MS);
  const onMessage = ({ origin, source, data }: MessageEvent) => {
    if (origin !== cashier_origin || source !== target() || data?.source !== "starway-cashier") return;
    handlers.onMessage(data, !answered);
    answered = true;
  };
  addEventListener("message", onMessage, { signal });
  addEventListener("pagehide", handlers.onLeave, { signal });
  signal.onabort = () => clearInterval(timer);
}

/** Until the page has arrived there is an empty document, and greeting that would only litter the console. */
function isBlank(page: Window): boolean {
  try {
    return page.document.URL === "about:blank";
  } catch {
    return false;
  }
}
