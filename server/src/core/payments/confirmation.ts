/** What comes with the decision to pay now. */
export interface Confirmation {
  /** Typed by the buyer for this payment; passed on to the processor and kept nowhere. */
  readonly security_code?: string;
  /** The merchant charges a card that it keeps, and the buyer is not there. */
  readonly off_session?: boolean;
  /** The buyer cannot be asked to authenticate: a payment that needs it is declined. */
  readonly error_on_requires_action?: boolean;
  /** Awaited once this attempt is the one that counts, before the processor is asked. */
  readonly onOpened?: () => Promise<void>;
}
