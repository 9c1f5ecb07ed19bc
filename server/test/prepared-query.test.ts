import { afterAll, beforeAll, expect, test } from "vitest";
import { types } from "../src/db/connection.ts";
import { TIMESTAMPTZ_OID } from "../src/db/timestamps.ts";
import type { Database } from "../src/db/types.ts";
import { openTestDatabase } from "./support/database.ts";

let db: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
  await db.query(
    `CREATE TABLE things (id int PRIMARY KEY, amount int8, name text, tags text[], details json, at timestamptz, seal bytea)`,
  );
});
afterAll(() => close());

/** Often enough to have a name, and to be described already. */
const OFTEN = 20;

async function often<T>(run: (time: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let time = 0; time < OFTEN; time++) answers.push(await run(time));
  return answers;
}

const INSERT = "INSERT INTO things VALUES ($1, $2, $3, $4, $5, $6, $7)";
const THING = {
  id: 1,
  amount: 2 ** 53 - 1,
  name: "Zoë 🐝",
  tags: ["a", 'b "c" \\', "é"],
  details: { of: [1, null] },
  at: new Date("2030-01-02T03:04:05.678Z"),
  seal: Buffer.from([0, 1, 255]),
};
const NOTHING = { id: 2, amount: null, name: null, tags: null, details: null, at: null, seal: null };

test("a statement answers the same each time, whether its columns are known or not", async () => {
  await db.query("DELETE FROM things");
  for (const thing of [THING, NOTHING]) await db.query(INSERT, Object.values(thing));
  for (const rows of await often(() => db.query("SELECT * FROM things WHERE id >= $1 ORDER BY id", [1]))) {
    expect(rows).toEqual([THING, NOTHING]);
  }
  const none = await often(() => db.query("SELECT * FROM things WHERE id > $1", [2]));
  expect(none.flat()).toEqual([]);
});

test("what only writes answers no rows, time and again", async () => {
  await db.query("DELETE FROM things");
  const answers = await often((id) => db.query(INSERT, [id, null, null, [], null, null, null]));
  expect(answers.flat()).toEqual([]);
  expect(await db.query("SELECT count(*) FROM things")).toEqual([{ count: OFTEN }]);
});

test("statements of a transaction are answered each with its own columns", async () => {
  await db.transaction(async (transaction) => {
    for (let value = 0; value < 2 * OFTEN; value += 2) {
      expect(await transaction.query("SELECT $1::int AS even", [value])).toEqual([{ even: value }]);
      const odd = await transaction.query("SELECT 'x' AS name, $1::int AS odd", [value + 1]);
      expect(odd).toEqual([{ name: "x", odd: value + 1 }]);
    }
  });
});

test("a statement that fails leaves its connection and its name in order", async () => {
  await db.query("DELETE FROM things");
  const insert = "INSERT INTO things (id) VALUES ($1)";
  await often((id) => db.query(insert, [id]));
  for (let time = 0; time < 3; time++) {
    await expect(db.query(insert, [1])).rejects.toMatchObject({ code: "23505" });
    await expect(db.transaction((transaction) => transaction.query(insert, [1]))).rejects.toMatchObject({
      code: "23505",
    });
    await expect(db.query(insert, [OFTEN + time])).resolves.toEqual([]);
  }
  await db.transaction(async (transaction) => {
    const divide = "SELECT 1 / $1::int AS quotient";
    await often(() => transaction.query(divide, [1]));
    await transaction.query("SAVEPOINT before");
    await expect(transaction.query(divide, [0])).rejects.toMatchObject({ code: "22012" });
    await transaction.query("ROLLBACK TO before");
    expect(await transaction.query(divide, [1])).toEqual([{ quotient: 1 }]);
  });
});

test("a statement that failed at its first execution under its name can be run again", async () => {
  const divide = "SELECT 2 / $1::int AS half";
  for (let time = 0; time < OFTEN; time++) {
    await db.transaction(async (transaction) => {
      await transaction.query("SAVEPOINT before");
      await expect(transaction.query(divide, [0])).rejects.toMatchObject({ code: "22012" });
      await transaction.query("ROLLBACK TO before");
      if (time > 16) expect(await transaction.query(divide, [1])).toEqual([{ half: 2 }]);
    });
  }
});

test("a number that no number here can hold is an error, and the next statement is answered", async () => {
  const read = "SELECT $1::int8 AS amount";
  await often(() => db.query(read, [1]));
  await expect(db.query(read, ["9007199254740993"])).rejects.toThrow(/safe range/);
  expect(await db.query(read, [7])).toEqual([{ amount: 7 }]);
});

test("rows are never read by the columns that a table used to have", async () => {
  await db.query("CREATE TABLE changing (id int, first text, second int)");
  await db.query("INSERT INTO changing VALUES (1, 'a', 2)");
  const read = () => db.query("SELECT * FROM changing WHERE id = $1", [1]);
  expect((await often(read)).at(-1)).toEqual([{ id: 1, first: "a", second: 2 }]);
  await db.query("ALTER TABLE changing DROP COLUMN first, ADD COLUMN third text DEFAULT 'c'");
  await expect(read()).rejects.toThrow(/cached plan must not change result type/);
  expect((await often(read)).at(-1)).toEqual([{ id: 1, second: 2, third: "c" }]);
});

test("an error says where its statement was asked for", async () => {
  const divide = "SELECT 3 / $1::int";
  await often(() => db.query(divide, [1]));
  const error = await db.query(divide, [0]).catch((error: Error) => error);
  expect((error as Error).stack).toContain("database.ts");
});

test("times are read the same whether PostgreSQL sends their texts or their numbers", async () => {
  const texts = [
    "2030-01-02 03:04:05.678999+00",
    "1999-12-31 23:59:59.000001+00",
    "1969-12-31 23:59:59.9995+00",
    "0044-03-15 12:00:00+00 BC",
    "9999-12-31 23:59:59.999999+00",
    "9999-12-31 23:59:59.001+00",
    "4713-01-01 00:00:00.001001+00 BC",
    "infinity",
    "-infinity",
  ];
  for (const text of texts) {
    const answers = await often(() => db.query("SELECT $1::timestamptz AS at", [text]));
    const at = types.getTypeParser(TIMESTAMPTZ_OID, "text")(text);
    for (const rows of answers) expect(rows).toEqual([{ at }]);
  }
});
