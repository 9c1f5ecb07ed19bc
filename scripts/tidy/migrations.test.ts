import { expect, test } from "vitest";
import { modelHouse } from "./house.ts";
import { migrations } from "./migrations.ts";
import { formatFinding } from "./rule.ts";

function check(...texts: string[]): string[] {
  const files = texts.map((text, index) => [`server/migrations/000${index + 1}-step.sql`, text]);
  return migrations.check(modelHouse(Object.fromEntries(files))).map(formatFinding);
}

test("a table with its merchant first in every key is right", () => {
  const text = `
    -- A DEFAULT, a serial and now() in a comment, and 'now()' in a string, mean nothing.
    CREATE TABLE things (
      merchant_id uuid NOT NULL,
      id uuid NOT NULL,
      kind text NOT NULL CHECK (kind IN ('now()', 'default, serial')),
      sequence bigint[] NOT NULL,
      PRIMARY KEY (merchant_id, id),
      CONSTRAINT one_of_a_kind UNIQUE (merchant_id, kind)
    ) WITH (fillfactor = 70);
    CREATE UNIQUE INDEX things_by_kind ON things USING btree (merchant_id, lower(kind)) WHERE id IS NOT NULL;
    CREATE INDEX things_due ON things (sequence);
    CREATE TABLE merchants (merchant_id uuid PRIMARY KEY);
    CREATE TABLE api_keys (key_hash bytea PRIMARY KEY, merchant_id uuid NOT NULL);`;
  expect(check(text)).toEqual([]);
});

test("every kind of key that does not begin with the merchant is found", () => {
  const text = `CREATE TABLE things (
      id uuid PRIMARY KEY,
      merchant_id uuid NOT NULL,
      name text UNIQUE,
      UNIQUE (name, merchant_id)
    );
    CREATE UNIQUE INDEX things_by_name ON things (lower(name), merchant_id);`;
  const later = "ALTER TABLE things ADD COLUMN slug text, ADD CONSTRAINT by_slug UNIQUE (slug);";
  expect(check(text, later)).toEqual([
    "server/migrations/0001-step.sql:2: a key of things does not begin with merchant_id",
    "server/migrations/0001-step.sql:4: a key of things does not begin with merchant_id",
    "server/migrations/0001-step.sql:5: a key of things does not begin with merchant_id",
    "server/migrations/0002-step.sql:1: a key of things does not begin with merchant_id",
    "server/migrations/0001-step.sql:7: a key of things does not begin with merchant_id",
  ]);
});

test("types that the app does not use are found, in new tables and in new columns", () => {
  expect(
    check(
      "CREATE TABLE things (merchant_id uuid PRIMARY KEY, rate numeric(5, 2), note varchar(3), data jsonb);",
      "ALTER TABLE things ADD COLUMN IF NOT EXISTS at timestamp;",
    ),
  ).toEqual([
    "server/migrations/0001-step.sql:1: things.rate is of the type numeric(5,",
    "server/migrations/0001-step.sql:1: things.note is of the type varchar(3)",
    "server/migrations/0001-step.sql:1: things.data is of the type jsonb",
    "server/migrations/0002-step.sql:1: things.at is of the type timestamp",
  ]);
});

test("defaults, the database's clock and code in the database are found", () => {
  const text = [
    "CREATE TABLE things (merchant_id uuid PRIMARY KEY,",
    "  at timestamptz DEFAULT now());",
    "CREATE TYPE mood AS ENUM ('good');",
    "CREATE SEQUENCE numbers;",
    "CREATE TRIGGER watch BEFORE INSERT ON things EXECUTE FUNCTION watch();",
  ].join("\n");
  expect(check(text)).toEqual([
    "server/migrations/0001-step.sql:2: takes time or chance in SQL",
    "server/migrations/0001-step.sql:2: has a DEFAULT",
    "server/migrations/0001-step.sql:4: uses a sequence or a generated column",
    "server/migrations/0001-step.sql:5: puts code into the database",
    "server/migrations/0001-step.sql:3: makes a type: use text with a CHECK",
  ]);
});

test("migrations are numbered without gaps, and the dump beside them has no number", () => {
  const house = modelHouse({
    "server/migrations/0001-first.sql": "",
    "server/migrations/0003-third.sql": "",
    "server/migrations/Fourth.sql": "",
    "server/migrations/schema.sql": "",
  });
  expect(migrations.check(house).map(formatFinding)).toEqual([
    "server/migrations/0003-third.sql: should have the number 0002",
    "server/migrations/Fourth.sql: is not called NNNN-name.sql",
  ]);
});

test("a domain may keep a check that payments are written through", () => {
  expect(check("CREATE DOMAIN kind AS text; ALTER DOMAIN kind ADD CHECK (VALUE IN (1));")).toEqual([]);
});

test("the database may refuse changes by itself, and do nothing else", () => {
  const refusing = `
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
    CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON things FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
  expect(check(refusing)).toEqual([]);
  const others = [
    "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;",
    "CREATE TRIGGER kept AFTER INSERT ON things FOR EACH ROW EXECUTE FUNCTION refuse_change();",
    "CREATE TRIGGER kept BEFORE UPDATE ON things FOR EACH ROW EXECUTE FUNCTION refuse_change();",
  ];
  for (const text of others) {
    expect(check(text)).toEqual(["server/migrations/0001-step.sql:1: puts code into the database"]);
  }
});
