import { expect, vi } from "vitest";
import type { Queryable } from "../../src/db/types.ts";

/** How many rows each table has, and a fingerprint of what is in them. */
export type Tables = Readonly<Record<string, string>>;

/** The worker writes here whenever it comes to it, and no request does. */
const WRITTEN_BY_WORKER = [
  "idempotency_generations",
  "ledger_seals",
  "ledger_sealed_entries",
  "ledger_seal_walks",
];

/** When the worker looks next at what is not yet over: it moves whenever it has looked. */
const NEXT_LOOKS = ["resolve_at", "send_at"];

async function tableNames(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
  );
  return rows.map(({ name }) => name);
}

/** What the whole database holds, to be compared with what it held before. */
export async function fingerprintTables(db: Queryable): Promise<Tables> {
  const names = (await tableNames(db)).filter((name) => !WRITTEN_BY_WORKER.includes(name));
  const columns = names.map(
    (name) =>
      `(SELECT count(*) || ' rows ' || coalesce(md5(string_agg(t, '|' ORDER BY t)), '')
          FROM (SELECT (to_jsonb(stored) - $1::text[])::text AS t FROM ${name} AS stored) AS rows_of_table) AS ${name}`,
  );
  const rows = await db.query<Record<string, string>>(`SELECT ${columns.join(", ")}`, [NEXT_LOOKS]);
  return rows[0] ?? {};
}

/** Every row of every table as text, with bytes once as they are and once as hexadecimal digits. */
export async function dumpTables(db: Queryable): Promise<string> {
  const texts: string[] = [];
  for (const name of await tableNames(db)) {
    for (const row of await db.query<object>(`SELECT * FROM ${name}`)) texts.push(`${name} ${writeOut(row)}`);
  }
  return texts.join("\n");
}

function writeOut(row: object): string {
  return Object.entries(row)
    .map(
      ([name, value]) =>
        `${name}=${Buffer.isBuffer(value) ? `${value.toString("latin1")} ${value.toString("hex")}` : JSON.stringify(value)}`,
    )
    .join(" ");
}

/** Waits until endpoints are told of everything that has happened before, so that one that is added is not. */
export async function untilTold(db: Queryable): Promise<void> {
  const [newest] = await db.query<{ id: string }>("SELECT id FROM event_outbox ORDER BY id DESC LIMIT 1");
  const untold = () => db.query("SELECT 1 FROM event_outbox WHERE id <= $1", [newest?.id]);
  if (newest === undefined) return;
  await vi.waitFor(async () => expect(await untold()).toEqual([]), { timeout: 60_000, interval: 20 });
}

/** Waits until the worker has nothing left to do, so that nothing but the test changes the tables. */
export async function untilQuiet(db: Queryable): Promise<void> {
  const waiting = async () => {
    const rows = await db.query<{ waiting: number }>(
      `SELECT (SELECT count(*) FROM event_outbox) + (SELECT count(*) FROM webhook_deliveries WHERE status = 'pending')
            + (SELECT count(*) FROM webhook_retries) + (SELECT count(*) FROM webhook_replays WHERE status = 'running')
           AS waiting`,
    );
    return rows[0]?.waiting;
  };
  await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 60_000, interval: 20 });
}
