import { beforeAll, describe, expect, test } from "vitest";
import { ENDPOINTS, type Endpoint, type FieldKind } from "../support/endpoints.ts";
import { JSON_CONTENT, send } from "../support/http.ts";
import { expectRefusal } from "../support/refusal.ts";
import { useTestServer } from "../support/server.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";
import { credentials, fillIn, makeThings, type Things, urlOf } from "../support/things.ts";

const server = useTestServer();

/** JSON has no word for it, but 1e400 is read as this. */
const INFINITE = "@infinite@";
const NOT_TEXT = [5, true, ["a"], { a: "b" }, "x".repeat(50_000)];
const NOT_NUMBER = ["12", "", 1.5, -1, 2 ** 53, INFINITE, true, [1], { a: 1 }];

const NOT_PAIRS = ["text", 5, ["a"], { a: 5 }, { a: {} }, { "": "a" }, { "a\nb": 5 }, tooMany(51)];

const WRONG: Readonly<Record<FieldKind, readonly unknown[]>> = {
  amount: [...NOT_NUMBER, 0],
  count_from_zero: NOT_NUMBER,
  text: NOT_TEXT,
  required_text: [...NOT_TEXT, ""],
  choice: ["nonsense", "CARD", 5, ["a"], { a: "b" }],
  url: [
    ...NOT_TEXT,
    "nowhere",
    "//yoursite.com",
    "ftp://yoursite.com",
    "javascript:alert(1)",
    "http://",
    "https://a b",
    "https://user:password@yoursite.com",
    "https://yoursite.com\\@evil.example",
    "https://yoursite.com/\r\nSet-Cookie: a=b",
  ],
  email: [...NOT_TEXT, "nobody", "a b@example.com", "a@b", "@example.com"],
  instant: [...NOT_TEXT, "", "yesterday", "2026-02-30T00:00:00Z", "2026-02-01", "2026-02-01T00:00:00", "-5"],
  raw_body: [5, true, null, ["a"], { a: "b" }, "x".repeat(300_000)],
  yes_or_no: ["true", 1, {}, []],
  id: [5, {}, ["a"], "x".repeat(50_000)],
  choices: ["nonsense", 5, {}, [5], ["nonsense"], [null], Array(1000).fill("*")],
  lines: ["text", 5, {}, [5], [null], [[]], ["text"], Array(1000).fill({})],
  urls: [
    "text",
    5,
    {},
    [5],
    [null],
    ["text"],
    ["http://yoursite.com/a.png"],
    ["//yoursite.com"],
    ["data:,a"],
  ],
  pairs: [...NOT_PAIRS, { a: null }],
  pair_changes: NOT_PAIRS,
  group: ["text", 5, ["a"], [], { unknown_field: 1 }],
};

function tooMany(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, "value"]));
}

/** An id of nothing, in the right form and in wrong ones. */
const NO_IDS = [
  "nonsense",
  "prod_0000000000000000000000",
  "pm_zzzzzzzzzzzzzzzzzzzzzz",
  "../..",
  "' OR 1=1 --",
];

let things: Things;

beforeAll(async () => {
  things = await makeThings(server, server.direct);
});

/** A copy of the body with another value at the path; `undefined` takes the field out. */
function withField(body: object, path: readonly string[], value: unknown): object {
  const [name = "", ...rest] = path;
  const copy: Record<string, unknown> = Array.isArray(body) ? ([...body] as never) : { ...body };
  const inner = copy[name];
  copy[name] =
    rest.length === 0 ? value : withField(typeof inner === "object" && inner ? inner : {}, rest, value);
  return copy;
}

async function expectRefused(endpoint: Endpoint, field: string, value: unknown, allowed: readonly number[]) {
  const { door, method, path } = endpoint;
  const name = field.replace("!", "");
  const body = JSON.stringify(withField(endpoint.body, name.split("."), value)).replace(
    `"${INFINITE}"`,
    "1e400",
  );
  const headers = { ...JSON_CONTENT, ...credentials(door, server.direct, things) };
  const answer = await send(urlOf(server, path, things), { method, headers, body: fillIn(body, things) });
  const about = `${name} = ${JSON.stringify(value)?.slice(0, 60)}`;
  expectRefusal(door, answer, allowed, about);
  const param = paramOf(answer.body);
  // Whatever is wrong inside of something may be put down to the whole of it.
  const parts = name.split(".").filter((part) => part !== "0");
  if (param !== undefined)
    expect(
      parts.some((part) => param.includes(part)),
      `${about}: ${param}`,
    ).toBe(true);
}

/** The field that an answer of one of the two APIs blames. */
function paramOf(body: unknown): string | undefined {
  return (body as { error?: { param?: string } }).error?.param;
}

describe.each(ENDPOINTS)("to $name", (endpoint) => {
  test("with a wrong value is refused by name of the field, and nothing is written", async () => {
    await untilQuiet(server.db);
    const before = await fingerprintTables(server.db);
    for (const [field, kind] of Object.entries(endpoint.fields)) {
      if (field.endsWith("!")) await expectRefused(endpoint, field, undefined, [400]);
      for (const value of WRONG[kind]) await expectRefused(endpoint, field, value, [400]);
      if (kind !== "id") continue;
      for (const id of NO_IDS) await expectRefused(endpoint, field, id, [400, 404]);
    }
    expect(await fingerprintTables(server.db)).toEqual(before);
  });
});

test("Onerway does not take a misspelt field for no field", async () => {
  for (const endpoint of ENDPOINTS.filter(({ door }) => door === "onerway")) {
    await expectRefused(endpoint, "amuont", 2000, [400]);
  }
});

test("a card that cannot be one is refused at the cashier before anybody is asked", async () => {
  const tried = async () => [
    (await server.db.query("SELECT 1 FROM payment_attempts")).length,
    (await server.journal()).length,
  ];
  const before = await tried();
  const pay = ENDPOINTS.find(({ path }) => path.endsWith("/pay")) as Endpoint;
  for (const number of [
    "4242424242424241",
    "4242",
    "4242 4242 4242 424x",
    "４２４２４２４２４２４２４２４２",
  ]) {
    await expectRefused(pay, "card.number", number, [402]);
  }
  for (const country of ["ZZ", "12", "ıs"]) await expectRefused(pay, "country", country, [400]);
  for (const total of [1, 998, 1079]) await expectRefused(pay, "expected_total", total, [409]);
  expect(await tried()).toEqual(before);
});
