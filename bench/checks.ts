import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { type Done, factsAfter } from "./facts.ts";
import { FACTS, type Fact, type Facts } from "./operations/operation.ts";

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

const COUNTS = `SELECT ${Object.entries(FACTS)
  .map(([name, count]) => `(${count})::int AS ${name}`)
  .join(", ")}`;

export async function countFacts(db: pg.Client): Promise<Facts> {
  const { rows } = await db.query<Facts>(COUNTS);
  return rows[0] as Facts;
}

const SUMS = `
SELECT currency, sum(amount)::text AS sum FROM ledger_entries, unnest(amounts) AS amount GROUP BY currency`;

/** Everything that was acknowledged is in the database once, with all that belongs to it, and the books balance. */
export async function checkBooks(db: pg.Client, before: Facts, done: readonly Done[]): Promise<Facts> {
  const found = await countFacts(db);
  const expected = factsAfter(before, done);
  const wrong = (Object.keys(FACTS) as Fact[]).filter((fact) => found[fact] !== expected[fact]);
  if (wrong.length > 0) {
    const told = wrong.map((fact) => `${found[fact]} ${fact}, not ${expected[fact]}`).join(", ");
    throw new Error(`After what was acknowledged, the database has ${told}.`);
  }
  const sums = (await db.query<{ currency: string; sum: string }>(SUMS)).rows;
  const unbalanced = sums.filter(({ sum }) => sum !== "0");
  if (unbalanced.length > 0) throw new Error(`The ledger does not balance: ${JSON.stringify(unbalanced)}.`);
  return found;
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
