import { afterAll, beforeAll, expect, test } from "vitest";
import { selectPage } from "../src/db/select-page.ts";
import type { Database } from "../src/db/types.ts";
import type { Page } from "../src/kit/page.ts";
import { openTestDatabase } from "./support/database.ts";

let db: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
  await db.query("CREATE TABLE things (id int PRIMARY KEY, kind text, created_at timestamptz)");
  await db.query("INSERT INTO things SELECT n, 'thing', now() FROM generate_series(1, $1::int) AS n", [5000]);
  await db.query("ANALYZE things");
});
afterAll(() => close());

const SELECT = "SELECT id FROM things WHERE kind = $1";

async function ids(page: Page): Promise<number[]> {
  const rows = await selectPage<{ id: number }>(db, SELECT, ["thing"], page);
  return rows.map(({ id }) => id);
}

test("a page begins with its cursor and ends one row behind what was asked for, in either direction", async () => {
  expect(await ids({ limit: 2, after_id: null })).toEqual([5000, 4999, 4998]);
  expect(await ids({ limit: 2, after_id: "7" })).toEqual([7, 6, 5, 4]);
  expect(await ids({ limit: 2, after_id: null, before_id: "7" })).toEqual([7, 8, 9, 10]);
  expect(await ids({ limit: 100, after_id: "5000" })).toHaveLength(102);
  expect(await ids({ limit: 200, after_id: "5000" })).toHaveLength(202);
});

test("the plan of a page is kept, however many rows PostgreSQL knows the table to have", async () => {
  await db.transaction(async (transaction) => {
    for (let time = 0; time < 40; time++) {
      await selectPage(transaction, SELECT, ["thing"], { limit: 1 + time, after_id: String(5000 - time) });
    }
    const [plans] = await transaction.query<{ kept: number; made: number }>(
      `SELECT generic_plans AS kept, custom_plans AS made FROM pg_prepared_statements
        WHERE statement LIKE '%FROM things%id <=%'`,
    );
    // PostgreSQL makes a plan for the very values five times before it settles on one for all.
    expect(plans?.made).toBe(5);
    expect(plans?.kept).toBeGreaterThan(10);
  });
});
