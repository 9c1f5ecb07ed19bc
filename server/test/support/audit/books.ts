interface Row {
  readonly id: string;
  readonly status: string;
}

interface OfPayment extends Row {
  readonly payment_intent_id: string;
  readonly created_at: string;
}

export interface IntentRow extends Row {
  readonly version: number;
  readonly amount: number;
  readonly amount_received: number;
  readonly amount_refunded: number;
  readonly currency: string;
  /** What the client named the payment by, in its metadata. */
  readonly order: string | null;
}

export interface AttemptRow extends OfPayment {
  readonly amount: number;
  readonly currency: string;
  /** Set once an approval only kept the money. */
  readonly capture_before: string | null;
}

export interface ModificationRow extends OfPayment {
  readonly type: string;
}

export interface RefundRow extends OfPayment {
  readonly amount: number;
  readonly currency: string;
  readonly reversal_id: string | null;
}

export interface DisputeRow extends OfPayment {
  readonly amount: number;
  readonly currency: string;
  readonly reinstatement_id: string | null;
}

export interface EntryRow {
  readonly id: string;
  readonly kind: string;
  readonly payment_intent_id: string;
  readonly currency: string;
  readonly accounts: readonly string[];
  readonly amounts: readonly number[];
}

export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly object_id: string;
  readonly sequence: number;
  readonly created_at: string;
}

export interface EndpointRow extends Row {
  readonly api: string;
  readonly event_types: readonly string[];
  readonly created_at: string;
}

/** What the database holds, of every merchant. Instants are texts that `Date.parse` reads. */
export interface Books {
  readonly intents: readonly IntentRow[];
  readonly attempts: readonly AttemptRow[];
  readonly modifications: readonly ModificationRow[];
  readonly refunds: readonly RefundRow[];
  readonly disputes: readonly DisputeRow[];
  readonly entries: readonly EntryRow[];
  readonly events: readonly EventRow[];
  readonly endpoints: readonly EndpointRow[];
}

/** Whatever runs a statement: the core's database, or a connection of one's own. */
export interface Reader {
  query<Found extends object>(text: string): Promise<Found[]>;
}

const OF_PAYMENT = "id, status, payment_intent_id, created_at";

/** Reads the books with statements of the auditor's own, so that a fault of the core's cannot hide itself. */
export async function readBooks(reader: Reader): Promise<Books> {
  // As JSON, so that numbers are numbers with every driver.
  const read = async <Found>(columns: string, table: string): Promise<Found[]> => {
    const statement = `SELECT to_json(found) AS found FROM (SELECT ${columns} FROM ${table} ORDER BY id) AS found`;
    return (await reader.query<{ found: Found }>(statement)).map(({ found }) => found);
  };
  return {
    intents: await read(
      `id, status, version, amount, amount_received, amount_refunded, currency, metadata->>'order' AS "order"`,
      "payment_intents",
    ),
    attempts: await read(`${OF_PAYMENT}, amount, currency, capture_before`, "payment_attempts"),
    modifications: await read(`${OF_PAYMENT}, type`, "payment_modifications"),
    refunds: await read(`${OF_PAYMENT}, amount, currency, reversal_id`, "refunds"),
    disputes: await read(`${OF_PAYMENT}, amount, currency, reinstatement_id`, "disputes"),
    entries: await read("id, kind, payment_intent_id, currency, accounts, amounts", "ledger_entries"),
    events: await read("id, type, object_id, sequence, created_at", "events"),
    endpoints: await read("id, status, api, event_types, created_at", "webhook_endpoints"),
  };
}
