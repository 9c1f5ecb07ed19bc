/** Whom a request speaks for, and what it may name. */
export interface OperationContext {
  readonly port: number;
  readonly secret_key: string;
  readonly payment_method: string;
  /** Someone who has left a card, to be charged while they are away. */
  readonly customer: string;
}

/** Rows of the database that tell what was done. */
export const FACTS = {
  payment_intents: "SELECT count(*) FROM payment_intents",
  succeeded_intents: "SELECT count(*) FROM payment_intents WHERE status = 'succeeded'",
  payment_attempts: "SELECT count(*) FROM payment_attempts",
  approved_attempts: "SELECT count(*) FROM payment_attempts WHERE status = 'approved'",
  refunds: "SELECT count(*) FROM refunds WHERE status = 'succeeded'",
  checkout_sessions: "SELECT count(*) FROM checkout_sessions",
  events: "SELECT count(*) FROM events",
  ledger_entries: "SELECT count(*) FROM ledger_entries",
  // Two counts and no outer join: that one may be hashed by what most keys do not have, and such a hash knows no limit.
  stored_answers: `SELECT (SELECT count(*) FROM idempotency_keys WHERE response_status = 200) + (
    SELECT count(*) FROM idempotency_keys AS stored JOIN payment_attempts AS attempt ON attempt.id = stored.payment_attempt_id
     WHERE response_status IS NULL AND answer_event_id IS NOT NULL)`,
} as const;

export type Fact = keyof typeof FACTS;
export type Facts = Readonly<Record<Fact, number>>;

/** What each operation needs one of, made before anything is measured. */
export interface Supply {
  /** The id in its answer is what is needed. */
  readonly made_by: Operation;
  /** Each serves one operation, or they take turns however many operations there are. */
  readonly used: "once" | "again";
  /** However many are asked for, no more are made for each second. */
  readonly most_a_second?: number;
}

/** Something that merchants ask for, one HTTP request each. */
export interface Operation {
  /** On the command line. */
  readonly name: string;
  /** What its row in the report says. */
  readonly title: string;
  /** Writes are compared with TPC-B, reads with a SELECT by primary key. */
  readonly kind: "write" | "read";
  readonly supply: Supply | null;
  /** Words what does not change, and answers what makes the bytes of each request. */
  prepareRequest(context: OperationContext): (idempotency_key: string, supplied_id: string) => string;
  /** What the body of every answer has in it: anything else has failed, whatever its status. */
  readonly expected: string;
  /** How many rows each adds; what is not mentioned stays as it was. */
  readonly writes: Partial<Facts>;
}
