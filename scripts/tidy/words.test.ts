import { expect, test } from "vitest";
import { bannedWords } from "./banned-words.ts";
import { dialectNames } from "./dialect-names.ts";
import { floatMoney } from "./float-money.ts";
import { modelHouse } from "./house.ts";
import { formatFinding, type Rule } from "./rule.ts";
import { sql } from "./sql.ts";
import { timeAndChance } from "./time-and-chance.ts";

function check(rule: Rule, files: Record<string, string>): string[] {
  return rule.check(modelHouse(files)).map(formatFinding);
}

test("SQL outside a store is found, whatever it does and however it is quoted", () => {
  const file = "server/src/core/payments/get.ts";
  const text = [
    'db.query("SELECT 1");',
    "db.query(`\n  WITH moved AS (UPDATE t SET a = 1) SELECT $1`);",
    `db.query(\`INSERT INTO \${table} VALUES ($1)\`);`,
    'db.query("delete from events where id = $1");',
  ].join("\n");
  expect(check(sql, { [file]: text })).toEqual([
    `${file}:1: has SQL: "SELECT 1 …"`,
    `${file}:2: has SQL: "WITH moved AS …"`,
    `${file}:4: has SQL: "INSERT INTO x …"`,
    `${file}:5: has SQL: "delete from events …"`,
  ]);
});

test("English that begins like SQL is left alone, as are stores, db and tests", () => {
  const statement = 'db.query("SELECT 1");\n';
  expect(
    check(sql, {
      "server/src/core/payments/update.ts":
        'refuse("Update the card, then try again.", "Select a card from the list.", "With a key as its user");\n',
      "server/src/core/payments/store.ts": statement,
      "server/src/db/migrate.ts": statement,
      "server/src/worker/runner.test.ts": statement,
    }),
  ).toEqual([]);
});

test("the machine's time, chance and environment are found outside their rooms", () => {
  const file = "server/src/core/payments/create.ts";
  const text = [
    'import { env } from "node:process";',
    "const now = Date.now();",
    "const also_now = new Date();",
    "const then = new Date(now);",
    "const luck = Math.random();",
    'const port = process.env.PORT ?? process["env"].PORT;',
    "const text = Date();",
    'import { systemClock } from "../../kit/clock.ts";',
  ].join("\n");
  expect(check(timeAndChance, { [file]: text })).toEqual([
    `${file}:1: uses the environment of the process`,
    `${file}:2: uses Date.now`,
    `${file}:3: uses new Date() without an argument`,
    `${file}:5: uses Math.random`,
    `${file}:6: uses the environment of the process`,
    `${file}:6: uses the environment of the process`,
    `${file}:7: uses Date()`,
    `${file}:8: uses systemClock`,
  ]);
});

test("the clock may read the time and main the environment, but main may not read the time", () => {
  expect(
    check(timeAndChance, {
      "server/src/kit/clock.ts": "export const now = () => new Date();\n",
      "server/src/main/config.ts": 'import { systemClock } from "../kit/clock.ts";\nprocess.env.PORT;\n',
      "server/src/main/compose.ts": "export const now = Date.now();\n",
      "server/src/kit/clock.test.ts": "Date.now();\n",
      "bench/run.ts": "Date.now();\n",
    }),
  ).toEqual(["server/src/main/compose.ts:1: uses Date.now"]);
});

test("floats near money are found outside kit/money.ts", () => {
  const text = 'parseFloat(a);\nNumber.parseFloat(a);\n(a / 100).toFixed(2);\nnew Intl.NumberFormat("en");\n';
  expect(check(floatMoney, { "server/src/api/present.ts": text, "server/src/kit/money.ts": text })).toEqual([
    "server/src/api/present.ts:1: uses parseFloat",
    "server/src/api/present.ts:2: uses parseFloat",
    "server/src/api/present.ts:3: uses toFixed",
    "server/src/api/present.ts:4: uses Intl.NumberFormat",
  ]);
});

test("a dialect's name is found in the core, in a comment and in a test", () => {
  expect(
    check(dialectNames, {
      "server/src/core/core.ts": "// As FastStar does.\n",
      "server/src/api/plugins/bodies.test.ts": 'import "../onerway/bodies.ts";\n',
      "server/src/api/demo/pages.ts": "// FastStar\n",
      "server/src/main/compose.ts": "// Onerway\n",
      "docs/architecture.md": "FastStar",
    }),
  ).toEqual([
    "server/src/api/plugins/bodies.test.ts:1: says onerway",
    "server/src/core/core.ts:1: says FastStar",
  ]);
});

test("unfinished work, paths of a machine and printing are found, a currency code is not", () => {
  expect(
    check(bannedWords, {
      "server/src/core/core.ts": "// TODO: later\nconsole.log(1);\n",
      "server/src/main/starway.ts": "console.log(1);\n",
      "docs/guide.md": "Open /root/starway.\n",
      "server/src/kit/currency.test.ts": 'expect(findCurrency("XXX"));\n',
    }),
  ).toEqual([
    "docs/guide.md:1: names a path of somebody's machine: /root/",
    "server/src/core/core.ts:1: leaves work behind: TODO",
    "server/src/core/core.ts:2: prints to the console: console.log(",
  ]);
});
