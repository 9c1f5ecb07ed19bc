import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { ENDPOINTS } from "../support/endpoints.ts";
import { FORM_CONTENT, type HeaderFields, JSON_CONTENT, send } from "../support/http.ts";
import { expectRefusal } from "../support/refusal.ts";
import { useTestServer } from "../support/server.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";
import { credentials, makeThings, type Things, urlOf } from "../support/things.ts";

const server = useTestServer();

const MEBIBYTE = 1024 * 1024;
const LEVELS = 10_000;
const NOT_UTF8 = new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]);

interface BadBody {
  readonly body: string | Uint8Array;
  readonly status: number;
  readonly headers?: HeaderFields;
}

const BAD_BODIES: Readonly<Record<string, BadBody>> = {
  "half an object": { body: '{"a":', status: 400 },
  "no JSON at all": { body: "amount: 2000", status: 400 },
  "a list": { body: "[]", status: 400 },
  "a list of objects": { body: '[{"a":1}]', status: 400 },
  "a text": { body: '"amount"', status: 400 },
  "a number": { body: "2000", status: 400 },
  true: { body: "true", status: 400 },
  "a prototype": { body: '{"__proto__":{"amount":2000}}', status: 400 },
  "a prototype further in": { body: '{"a":[{"__proto__":1}]}', status: 400 },
  "a constructor's prototype": { body: '{"constructor":{"prototype":{"amount":2000}}}', status: 400 },
  "a NUL": { body: '{"a":"b\\u0000c"}', status: 400 },
  "a NUL in a name": { body: '{"a\\u0000":1}', status: 400 },
  "half a surrogate pair": { body: '{"a":["\\ud83c"]}', status: 400 },
  "a raw control character": { body: '{"a":"\u0001"}', status: 400 },
  "lists in lists without end": { body: `{"a":${"[".repeat(LEVELS)}${"]".repeat(LEVELS)}}`, status: 400 },
  "objects in objects without end": { body: `${'{"a":'.repeat(LEVELS)}1${"}".repeat(LEVELS)}`, status: 400 },
  "more than a mebibyte": { body: JSON.stringify({ a: "x".repeat(MEBIBYTE) }), status: 413 },
  "bytes that are not UTF-8": { body: NOT_UTF8, status: 400 },
  "UTF-16": { body: Buffer.from('{"a":1}', "utf16le"), status: 400 },
  "another content type": { body: "{}", status: 415, headers: { "content-type": "text/plain" } },
  XML: { body: "<a/>", status: 415, headers: { "content-type": "application/xml" } },
  "a content type that is none": { body: "{}", status: 415, headers: { "content-type": "???" } },
  "another charset": {
    body: Buffer.from([
      0x7b, 0x22, 0x6e, 0x61, 0x6d, 0x65, 0x22, 0x3a, 0x22, 0xc1, 0xaa, 0xcd, 0xa8, 0x22, 0x7d,
    ]),
    status: 415,
    headers: { "content-type": "application/json; charset=GBK" },
  },
  "a charset in quotes": {
    body: "{}",
    status: 415,
    headers: { "content-type": 'application/json; Charset="utf-16"' },
  },
  "no content type": { body: new Uint8Array([0x7b, 0x7d]), status: 415, headers: {} },
  "a file upload": {
    body: "--x--",
    status: 415,
    headers: { "content-type": "multipart/form-data; boundary=x" },
  },
  "a packed body": {
    body: gzipSync('{"a":1}'),
    status: 415,
    headers: { ...JSON_CONTENT, "content-encoding": "gzip" },
  },
};

let things: Things;

beforeAll(async () => {
  things = await makeThings(server, server.direct);
});

describe.each(ENDPOINTS)("to $name", ({ door, method, path }) => {
  // The demo shop reads its bodies itself, and has one answer to all that it cannot read.
  const allowed = ({ status }: BadBody) => (door === "demo" && status === 415 ? [400] : [status]);

  test("with a body that cannot be read is refused in the door's own words, and nothing is written", async () => {
    await untilQuiet(server.db);
    const before = await fingerprintTables(server.db);
    for (const [name, bad] of Object.entries(BAD_BODIES)) {
      const headers = { ...(bad.headers ?? JSON_CONTENT), ...credentials(door, server.direct, things) };
      const answer = await send(urlOf(server, path, things), { method, headers, body: bad.body });
      expectRefusal(door, answer, allowed(bad), name);
    }
    expect(await fingerprintTables(server.db)).toEqual(before);
  });
});

test("FastStar and the cashier read JSON only", async () => {
  for (const { door, method, path } of ENDPOINTS) {
    if (door !== "faststar" && door !== "cashier") continue;
    const headers = { ...FORM_CONTENT, ...credentials(door, server.direct, things) };
    const answer = await send(urlOf(server, path, things), { method, headers, body: "name=Mug" });
    expectRefusal(door, answer, [415], path);
  }
});

test("what a buyer's page sends is short: more than 64 KiB are refused in the page's own shape", async () => {
  for (const { door, method, path } of ENDPOINTS) {
    if (door !== "cashier") continue;
    const headers = { ...JSON_CONTENT, ...credentials(door, server.direct, things) };
    const body = JSON.stringify({ name: "x".repeat(64 * 1024) });
    const answer = await send(urlOf(server, path, things), { method, headers, body });
    expectRefusal(door, answer, [413], path);
    const short = await send(urlOf(server, path, things), { method, headers, body: body.slice(0, 60_000) });
    expect(short.status, path).not.toBe(413);
  }
});

test.each(["", " ", "null"])("a body of %j counts as one without fields", async (body) => {
  for (const { door, method, path, fields } of ENDPOINTS) {
    const required = Object.keys(fields).some((name) => name.endsWith("!"));
    if (door === "demo" || !required) continue;
    const headers = { ...JSON_CONTENT, ...credentials(door, server.direct, things) };
    const answer = await send(urlOf(server, path, things), { method, headers, body });
    expectRefusal(door, answer, [400], path);
  }
});

test("a POST without body and content type is one without fields, too", async () => {
  for (const { door, method, path, fields } of ENDPOINTS) {
    const required = Object.keys(fields).some((name) => name.endsWith("!"));
    if (!required) continue;
    const answer = await send(urlOf(server, path, things), {
      method,
      headers: credentials(door, server.direct, things),
    });
    expectRefusal(door, answer, [400], path);
  }
});

test("UTF-8 that says so, with a byte order mark or in capitals, is read", async () => {
  const { faststar } = server.direct;
  const body = '{"name":"Mug"}';
  const path = "/merchant/catalog/products";
  for (const type of [
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    "Application/JSON",
  ]) {
    expect((await faststar.raw("POST", path, body, { "content-type": type })).status).toBe(200);
  }
  expect((await faststar.raw("POST", path, `\ufeff${body}`, JSON_CONTENT)).status).toBe(200);
});

test("an unusable Idempotency-Key is refused before anything is done", async () => {
  await untilQuiet(server.db);
  const before = await fingerprintTables(server.db);
  for (const { door, method, path } of ENDPOINTS) {
    if ((door !== "faststar" && door !== "onerway") || method !== "POST") continue;
    const { body } = ENDPOINTS.find((endpoint) => endpoint.path === path && endpoint.method === method) ?? {};
    for (const key of ["", "k".repeat(256)]) {
      const headers = {
        ...JSON_CONTENT,
        ...credentials(door, server.direct, things),
        "idempotency-key": key,
      };
      const text = JSON.stringify(body).replace(/\{(\w+)\}/g, (_, name) => things[name as keyof Things]);
      const answer = await send(urlOf(server, path, things), { method, headers, body: text });
      expectRefusal(door, answer, [400], `${path} with a key of ${key.length} characters`);
    }
  }
  expect(await fingerprintTables(server.db)).toEqual(before);
});
