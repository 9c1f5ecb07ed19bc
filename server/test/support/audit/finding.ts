/** What can be wrong between the three records. Each name is one promise that was broken. */
export type FindingName =
  | "acknowledged_but_lost"
  | "acknowledged_but_changed"
  | "answered_differently"
  | "charged_twice"
  | "taken_but_unknown"
  | "held_but_unknown"
  | "paid_but_not_taken"
  | "amount_differs"
  | "refunded_twice"
  | "refunded_beyond_capture"
  | "given_back_but_unknown"
  | "refunded_but_not_given_back"
  | "pending_beyond_deadline"
  | "event_missing"
  | "event_doubled"
  | "event_undelivered"
  | "signature_wrong"
  | "entry_unbalanced"
  | "entry_missing"
  | "entry_doubled"
  | "entry_wrong";

/** One disagreement: of what, and in words. */
export interface Finding {
  readonly name: FindingName;
  /** The id of the payment, the refund, the event or the entry, or the merchant's order. */
  readonly subject: string;
  readonly text: string;
}

export function finding(name: FindingName, subject: string, text: string): Finding {
  return { name, subject, text };
}

/** One line for a person. */
export function describeFinding({ name, subject, text }: Finding): string {
  return `${name} ${subject}: ${text}`;
}
