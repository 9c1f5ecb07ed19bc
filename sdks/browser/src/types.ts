/** The languages that the overlay's own few words exist in. The checkout page itself follows its session. */
export type Locale = "en" | "zh-CN";

/** Options of `init`. */
export interface InitOptions {
  /** The overlay's language; without it, the language of the page (`<html lang>`). */
  locale?: Locale;
}

/** What `checkout.open` needs. */
export interface CheckoutOptions {
  /** The `url` of a checkout session, unchanged, as your server received it. */
  url: string;
}

/** Says which checkout an event is about. */
export interface CheckoutReference {
  checkout_session_id: string;
  /** The order reference that your server gave the session, or null. */
  client_reference_id: string | null;
}

/** What went wrong: `invalid_url`, `load_failed`, or a code of the checkout page such as `session_expired`. */
export interface CheckoutError {
  code: string;
  message: string;
}

/** What `cards.add` needs: the `data` that `POST /public/customers/:id/setup-intent` answered to your server. */
export interface CardSession {
  setup_intent_id: string;
  client_secret: string;
  publishable_key?: string;
  /** The card page's address; without it, it is made of the two above. */
  url?: string;
}

/** A card session, alone or in the envelope that it came in. */
export type CardSessionAnswer = CardSession | { data: CardSession };

/** Says which setup intent an event is about. */
export interface CardReference {
  setup_intent_id: string;
}

/** A card was saved. */
export interface CardSaved extends CardReference {
  /** For showing to the buyer. */
  payment_method?: { brand: string; last4: string; exp_month: number; exp_year: number };
}

/**
 * What went wrong: `invalid_session`, `popup_blocked`, `load_failed`, `window_lost`, or a code of the card page such as
 * `setup_intent_canceled`.
 */
export interface CardError {
  code: string;
  message: string;
  /** With `popup_blocked`: where to send the buyer instead. */
  url?: string;
}

/** Exactly one of them is called, once, and never before `cards.add` has returned. */
export interface CardCallbacks {
  onSuccess?(saved: CardSaved): void;
  /** The buyer, or `close`, ended it before a card was saved. */
  onCancel?(reference: CardReference): void;
  onError?(error: CardError): void;
}

/** The window in which the buyer enters a card. */
export interface CardWindow {
  /** False when the browser refused to open it: then `onError` receives `popup_blocked`. */
  readonly opened: boolean;
  /** Closes the window, if it is still there. */
  close(): void;
}

/** Every event and what its listeners receive. */
export interface Events {
  /** The buyer has paid. Fulfil the order when your server receives the webhook, not here. */
  "checkout.success": CheckoutReference;
  /** The buyer gave up on the checkout page; `checkout.close` follows. */
  "checkout.cancel": CheckoutReference;
  /** The overlay has gone away, for whatever reason; once for each that was opened. */
  "checkout.close": CheckoutReference;
  "checkout.error": CheckoutError;
  /** What the callbacks of `cards.add` are told, for those who would rather listen in one place. */
  "cards.success": CardSaved;
  "cards.cancel": CardReference;
  "cards.error": CardError;
}

/** A function that is called with what the event carries. */
export type Listener<Name extends keyof Events> = (data: Events[Name]) => void;

/** The whole SDK: the global `FastStar`, or what `import` and `require` bring. */
export interface Sdk {
  readonly version: string;
  /** Optional: sets the language and warms up the connection to the cashier. */
  init(options?: InitOptions): void;
  readonly checkout: {
    /** Opens the checkout over the page. A checkout that is already open is closed first. */
    open(options: CheckoutOptions): void;
    /** Closes the open checkout, if there is one. */
    close(): void;
  };
  readonly cards: {
    /**
     * Opens a window in which the buyer enters a card to be saved. Call it in the handler of a click, before anything
     * is awaited, or browsers block the window; a session that is still on its way may be passed as a promise. A window
     * that is already open is closed first.
     */
    add(session: CardSessionAnswer | PromiseLike<CardSessionAnswer>, callbacks?: CardCallbacks): CardWindow;
  };
  on<Name extends keyof Events>(event: Name, listener: Listener<Name>): void;
  once<Name extends keyof Events>(event: Name, listener: Listener<Name>): void;
  off<Name extends keyof Events>(event: Name, listener: Listener<Name>): void;
}
