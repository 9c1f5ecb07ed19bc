import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Progress } from "../progress.ts";

/** What is each copy's own, by table and column; everything else is as in the payment that is copied. */
const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  payment_intents: {
    id: "fresh.intent_id",
    payment_attempt_id: "fresh.attempt_id",
    created_at: "fresh.at",
  },
  payment_attempts: {
    id: "fresh.attempt_id",
    payment_intent_id: "fresh.intent_id",
    resolve_at: "fresh.at",
    created_at: "fresh.at",
    settled_at: "fresh.at",
    answer_event_id: "fresh.event_id",
  },
  ledger_entries: { id: "fresh.attempt_id", payment_intent_id: "fresh.intent_id", created_at: "fresh.at" },
  events: {
    id: "fresh.event_id",
    object_id: "fresh.intent_id",
    snapshot: "replace(model.snapshot::text, model.object_id::text, fresh.intent_id::text)::json",
    created_at: "fresh.at",
  },
  idempotency_keys: {
    key_digest: "fresh.key_digest",
    payment_intent_id: "fresh.intent_id",
    payment_attempt_id: "fresh.attempt_id",
    created_at: "fresh.at",
  },
};

/** The column that says whose row it is, where it is not `payment_intent_id`. */
const OWNERS: Readonly<Record<string, string>> = { payment_intents: "id", events: "object_id" };

/** The tables that every payment has rows in. */
export const PAYMENT_TABLES = Object.keys(OWN);

const PORTION = 100_000;
const SPREAD_OVER = "30 days";

const FRESH = `
CREATE TEMPORARY TABLE fresh ON COMMIT DROP AS
SELECT statement_timestamp() + shift AS at, uuidv7(shift) AS intent_id, uuidv7(shift) AS attempt_id,
       uuidv7(shift) AS event_id, gen_random_uuid() AS key_digest
  FROM (SELECT interval '${SPREAD_OVER}' * ((number - $2::float8) / $2) AS shift
          FROM generate_series($1::bigint + 1, least($1::bigint + ${PORTION}, $2::bigint - 1)) AS number) AS numbered`;

/**
 * Copies a payment until there are so many more, with ids and times spread evenly over the last month in the order in
 * which they would have come: to the indexes they are what payments are, and to a proof of the ledger as well.
 */
export async function fillStore(db: pg.Client, count: number, progress: Progress): Promise<void> {
  const statements: string[] = [];
  for (const table of PAYMENT_TABLES) statements.push(await copyStatement(db, table));
  const model = await findModel(db);
  const began_ms = performance.now();
  for (let done = 0; done < count; done += PORTION) {
    const filled = Math.min(done + PORTION, count);
    progress.begin(`filling the store, ${filled} of ${count} payments`);
    await db.query("BEGIN");
    await db.query(FRESH, [done, count]);
    for (const statement of statements) await db.query(statement, [model]);
    await db.query("COMMIT");
    const elapsed_s = (performance.now() - began_ms) / 1000;
    progress.end(`done, ${((elapsed_s / filled) * (count - filled)).toFixed(0)} s to go`);
  }
  progress.begin("waiting until the worker has sealed the new entries");
  await waitForSeals(db);
  for (const table of [...PAYMENT_TABLES, "ledger_sealed_entries"]) await db.query(`VACUUM ANALYZE ${table}`);
  await db.query("CHECKPOINT");
  progress.end("done");
}

const UNSEALED = `
SELECT (SELECT count(*) FROM ledger_entries)::int - (SELECT count(*) FROM ledger_sealed_entries)::int AS unsealed`;
const SEALING_PATIENCE_MS = 600_000;
const LOOK_EVERY_MS = 2_000;

/**
 * What is measured next is to have the processors for itself. The worker went past a portion before it was committed, and
 * would find it on its slow round through the whole table only: so it is sent back to the beginning.
 */
async function waitForSeals(db: pg.Client): Promise<void> {
  await db.query("UPDATE ledger_seal_walks SET block = 0 WHERE name = 'tail'");
  const deadline_ms = performance.now() + SEALING_PATIENCE_MS;
  for (;;) {
    const unsealed = (await db.query<{ unsealed: number }>(UNSEALED)).rows[0]?.unsealed ?? 0;
    if (unsealed === 0) return;
    if (performance.now() > deadline_ms) throw new Error(`${unsealed} entries are still not sealed.`);
    await sleep(LOOK_EVERY_MS);
  }
}

async function findModel(db: pg.Client): Promise<string> {
  const { rows } = await db.query<{ payment_intent_id: string }>(
    `SELECT intent.id AS payment_intent_id FROM payment_intents AS intent
       JOIN idempotency_keys AS key ON key.payment_intent_id = intent.id
      WHERE intent.status = 'succeeded' AND intent.amount_refunded = 0 LIMIT 1`,
  );
  if (rows[0] === undefined) throw new Error("There is no payment that could be copied.");
  return rows[0].payment_intent_id;
}

/** Whatever columns the table has by now. */
async function copyStatement(db: pg.Client, table: string): Promise<string> {
  const { rows } = await db.query<{ column_name: string }>(
    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1",
    [table],
  );
  const names = rows.map(({ column_name }) => column_name);
  const own = OWN[table] ?? {};
  const strangers = Object.keys(own).filter((name) => !names.includes(name));
  if (strangers.length > 0) throw new Error(`${table} has no ${strangers.join(", ")} any more.`);
  const values = names.map((name) => own[name] ?? `model.${name}`);
  const owner = OWNERS[table] ?? "payment_intent_id";
  return `INSERT INTO ${table} (${names.join(", ")}) SELECT ${values.join(", ")}
            FROM (SELECT * FROM ${table} WHERE ${owner} = $1 LIMIT 1) AS model, fresh ORDER BY fresh.at`;
}
