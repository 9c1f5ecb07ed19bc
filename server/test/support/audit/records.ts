import type { Books } from "./books.ts";

/** One line of the acquirer's own log, in the order in which it was written. */
export interface AcquirerRecord {
  /** The attempt, or the refund, that was asked for. */
  readonly reference: string;
  readonly kind: string;
  readonly amount?: number;
  /** Of a refund: the attempt whose money goes back. */
  readonly payment?: string;
  /** Of a refund that is not over at once. */
  readonly ending?: { readonly kind: string; readonly at: string };
  /** Of a debit that waits for its bank: when that answers; `null` when it never does. */
  readonly bank?: { readonly at: string } | null;
}

/** What the client was told of a payment, or of a refund. Ids are those of the books, without the API's prefix. */
export interface Acknowledgement {
  readonly kind: "payment" | "refund";
  readonly id: string;
  /** The idempotency key of the request: one key has one answer. */
  readonly key: string;
  /** The merchant's own name for what was sold. */
  readonly order: string;
  readonly status: string;
  readonly amount: number;
  /** Of a payment. */
  readonly amount_received?: number;
  /** The client has asked for nothing more of it, so it must stay as it was told. */
  readonly is_last_word: boolean;
}

/** A webhook as it arrived, byte for byte. */
export interface Reception {
  readonly endpoint_id: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Whether it was answered so that it need not come again. */
  readonly is_acknowledged: boolean;
}

/** What the merchant's servers received. */
export interface Mailbox {
  readonly receptions: readonly Reception[];
  /** The secret of each endpoint, by its id in the books. Events for other endpoints are not looked for. */
  readonly secrets: ReadonlyMap<string, string>;
  /** The books' id of the event that a webhook's body names. */
  readonly eventIdOf: (id: string) => string | undefined;
}

/** The records that are compared: nobody who keeps one of them has written another. */
export interface Evidence {
  readonly acquirer: readonly AcquirerRecord[];
  /** In the order in which they were told. */
  readonly acknowledgements: readonly Acknowledgement[];
  readonly books: Books;
  /** Left out when nobody received webhooks. */
  readonly mailbox?: Mailbox;
  readonly now: Date;
  /** How long something may stay open that nobody outside is waited for. */
  readonly patience_ms: number;
}
