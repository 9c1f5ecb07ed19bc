import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { encodeColumn } from "../src/db/column-encoders.ts";
import { connectLane } from "../src/db/connection.ts";
import { laneStatement } from "../src/db/lane-statement.ts";
import type { Database, Queryable } from "../src/db/types.ts";
import { openTestDatabase } from "./support/database.ts";

const PLANS_LAST_MS = 2_000;

let db: Database;
let close: () => Promise<void>;
let target: Parameters<typeof connectLane>[0];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["setInterval"] });
  ({ db, close, target } = await openTestDatabase());
  // Nobody but the test counts it: the plans would follow at once.
  await db.query("CREATE TABLE things (id bigint PRIMARY KEY, note text) WITH (autovacuum_enabled = false)");
});
afterAll(async () => {
  vi.useRealTimers();
  await close();
});

// A shop that has just opened: PostgreSQL has counted its tables, and found next to nothing.
beforeEach(async () => {
  await db.query("INSERT INTO things SELECT n, 'few' FROM generate_series(1, 3) AS n");
  await db.query("ANALYZE things");
});
afterEach(async () => void (await db.query("TRUNCATE things")));

/** Very many more, which PostgreSQL has not counted yet. */
const grow = () => db.query("INSERT INTO things SELECT n, 'many' FROM generate_series(4, 10000) AS n");

const LOOKS_UP_BY_KEY = /Index Cond: .*id = /;

test("a batch that was planned for a few payments looks its rows up by key soon after there are many", async () => {
  const { name, text } = laneStatement<{ id: number }, object>({
    name: "touch",
    columns: { thing_id: ["int8", ({ id }) => id] },
    sql: (input) => `UPDATE things SET note = 'seen' FROM ${input} WHERE id = thing_id RETURNING ordinal`,
  });
  const lane = await connectLane(target, () => {});
  const touch = () => lane.execute(name, text, [encodeColumn("int8", [1, 2])]);
  const explain = async () => {
    const rows = await lane.execute("plan", `EXPLAIN (COSTS OFF) EXECUTE ${name} ('{1}')`, []);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  };
  try {
    await touch();
    expect(await explain()).not.toMatch(LOOKS_UP_BY_KEY);
    await grow();
    for (let batch = 0; batch < 20; batch++) expect(await touch()).toHaveLength(2);
    expect(await explain()).toMatch(LOOKS_UP_BY_KEY);
  } finally {
    await lane.close();
  }
});

test("so does any other statement, some seconds later", async () => {
  const touch = `UPDATE things SET note = 'seen' FROM unnest($1::bigint[]) AS asked(thing_id) WHERE id = thing_id RETURNING id`;
  const planFor = (times: number) =>
    db.transaction(async (transaction: Queryable) => {
      await transaction.query("SET LOCAL plan_cache_mode = force_generic_plan");
      for (const way of ["hashjoin", "mergejoin", "material"]) {
        await transaction.query(`SET LOCAL enable_${way} = off`);
      }
      for (let time = 0; time < times; time++) {
        expect(await transaction.query(touch, [[1, 2]])).toHaveLength(2);
      }
      const [kept] = await transaction.query<{ name: string }>(
        "SELECT name FROM pg_prepared_statements WHERE statement LIKE 'UPDATE things%'",
      );
      const rows = await transaction.query<{ "QUERY PLAN": string }>(
        `EXPLAIN (COSTS OFF) EXECUTE ${kept?.name} ('{1}')`,
      );
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
  expect(await planFor(20)).not.toMatch(LOOKS_UP_BY_KEY);
  await grow();
  expect(await planFor(1)).not.toMatch(LOOKS_UP_BY_KEY);
  vi.advanceTimersByTime(PLANS_LAST_MS);
  expect(await planFor(1)).toMatch(LOOKS_UP_BY_KEY);
});
