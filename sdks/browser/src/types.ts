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

/** Every event and what its listeners receive. */
export interface CheckoutEvents {
  /** The buyer has paid. Fulfil the order when your server receives the webhook, not here. */
  "checkout.success": CheckoutReference;
  /** The buyer gave up on the checkout page; `checkout.close` follows. */
  "checkout.cancel": CheckoutReference;
  /** The overlay has gone away, for whatever reason; once for each that was opened. */
  "checkout.close": CheckoutReference;
  "checkout.error": CheckoutError;
}

/** A function that is called with what the event carries. */
export type Listener<Name extends keyof CheckoutEvents> = (data: CheckoutEvents[Name]) => void;

/** The whole SDK: the global `FastStar`, or what `require` returns. */
export interface Sdk {
  readonly version: string;
  /** Optional: sets the language and warms up the connection to the checkout page. */
  init(options?: InitOptions): void;
  readonly checkout: {
    /** Opens the checkout over the page. A checkout that is already open is closed first. */
    open(options: CheckoutOptions): void;
    /** Closes the open checkout, if there is one. */
    close(): void;
  };
  on<Name extends keyof CheckoutEvents>(event: Name, listener: Listener<Name>): void;
  once<Name extends keyof CheckoutEvents>(event: Name, listener: Listener<Name>): void;
  off<Name extends keyof CheckoutEvents>(event: Name, listener: Listener<Name>): void;
}
