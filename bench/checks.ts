import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

/** What must be on, or the figures would be of a database that may forget payments. */
const REQUIRED = { fsync: "on", synchronous_commit: "on", full_page_writes: "on", autovacuum: "on" } as const;
const TOLD = ["shared_buffers", "wal_init_zero", "max_wal_size", "checkpoint_timeout"];

/** Reads PostgreSQL's settings, and refuses those that trade durability for speed. */
export async function verifySettings(db: pg.Client): Promise<Record<string, string>> {
  const { rows } = await db.query<{ name: string; value: string }>(
    "SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name",
    [[...Object.keys(REQUIRED), ...TOLD]],
  );
  const settings = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  for (const [name, value] of Object.entries(REQUIRED)) {
    if (settings[name] !== value)
      throw new Error(`PostgreSQL runs with ${name} = ${settings[name]}, not ${value}.`);
  }
  return settings;
}

const COUNTS = `
SELECT (SELECT count(*) FROM payment_intents WHERE status = 'succeeded')::int AS succeeded_intents,
       (SELECT count(*) FROM payment_intents)::int AS payment_intents,
       (SELECT count(*) FROM payment_attempts WHERE status = 'approved')::int AS approved_attempts,
       (SELECT count(*) FROM payment_attempts)::int AS payment_attempts,
       (SELECT count(*) FROM events WHERE type = 'payment.succeeded')::int AS events,
       (SELECT count(*) FROM ledger_entries)::int AS ledger_entries,
       (SELECT count(*) FROM idempotency_keys WHERE response_status = 200)::int AS stored_answers`;

const SUMS = `
SELECT currency, sum(amount)::text AS sum FROM ledger_entries, unnest(amounts) AS amount GROUP BY currency`;

/** Every acknowledged payment is in the database once, with all that belongs to it, and the books balance. */
export async function checkBooks(db: pg.Client, acknowledged: number): Promise<void> {
  const counts = (await db.query<Record<string, number>>(COUNTS)).rows[0] ?? {};
  const wrong = Object.entries(counts).filter(([, count]) => count !== acknowledged);
  if (wrong.length > 0) {
    const found = wrong.map(([name, count]) => `${count} ${name}`).join(", ");
    throw new Error(`${acknowledged} payments were acknowledged, but the database has ${found}.`);
  }
  const sums = (await db.query<{ currency: string; sum: string }>(SUMS)).rows;
  const unbalanced = sums.filter(({ sum }) => sum !== "0");
  if (unbalanced.length > 0) throw new Error(`The ledger does not balance: ${JSON.stringify(unbalanced)}.`);
}

const WAITING = `
SELECT (SELECT count(*) FROM event_outbox)::int + (SELECT count(*) FROM webhook_deliveries WHERE status = 'pending')::int
    AS waiting`;
const PATIENCE_MS = 300_000;
const LOOK_EVERY_MS = 100;

/** Waits until the worker has dealt with all events, so that this round's work is not done in the next one's time. */
export async function waitForWorker(db: pg.Client): Promise<void> {
  const deadline_ms = performance.now() + PATIENCE_MS;
  for (;;) {
    const waiting = (await db.query<{ waiting: number }>(WAITING)).rows[0]?.waiting ?? 0;
    if (waiting === 0) return;
    if (performance.now() > deadline_ms)
      throw new Error(`${waiting} events or deliveries are still waiting.`);
    await sleep(LOOK_EVERY_MS);
  }
}
