import { beforeAll, expect, test, vi } from "vitest";
import { Overloaded } from "../../src/db/lanes.ts";
import type { DoorName } from "../support/endpoints.ts";
import { send } from "../support/http.ts";
import { sendRaw } from "../support/raw-http.ts";
import { expectRefusal } from "../support/refusal.ts";
import { startBeside, useTestServer } from "../support/server.ts";
import { makeSession, type OpenSession } from "../support/shop.ts";

const server = useTestServer();

const PRODUCTS = "/merchant/catalog/products";
let open: OpenSession;

beforeAll(async () => {
  open = await makeSession(server.mor);
});

const authorization = () => `X-API-Key: ${server.mor.secret_key}`;

test("a request without a key, with an unknown one or with a publishable one is refused in the envelope", async () => {
  const url = `${server.url}/api/v1${PRODUCTS}`;
  expectRefusal("faststar", await send(url), [401], "no key");
  for (const key of ["", "nonsense", "sk_test_0000000000000000", "sk_test_\u00e4"]) {
    expectRefusal("faststar", await send(url, { headers: { "x-api-key": key } }), [401], key);
  }
  const headers = { "x-api-key": server.mor.publishable_key };
  expectRefusal("faststar", await send(url, { headers }), [403], "publishable");
});

test("HEAD is answered as GET is, without the body", async () => {
  const { faststar } = server.mor;
  for (const path of [
    PRODUCTS,
    `/public/checkout/sessions/${open.id}`,
    "/nothing",
    `${PRODUCTS}/prod_x`,
    `${PRODUCTS}?a=1`,
  ]) {
    const head = await faststar.raw("HEAD", path, undefined, {});
    const get = await faststar.get(path);
    expect([head.status, head.text], path).toEqual([get.status, ""]);
    expect(head.headers.get("content-type")).toBe("application/json; charset=utf-8");
    // A refusal may name the method.
    const length = head.headers.get("content-length");
    if (get.status === 200) expect(length).toBe(get.headers.get("content-length"));
    else expect(Number(length)).toBeGreaterThan(0);
  }
  const { status, headers } = await faststar.raw("HEAD", "/public/checkout/sessions/x/expire", undefined, {});
  expect([status, headers.get("allow")]).toEqual([405, "POST"]);
});

test("OPTIONS is a method like any other: this API is not for browsers, and says what is allowed", async () => {
  const headers = { origin: "https://yoursite.com", "access-control-request-method": "POST" };
  const answer = await server.mor.faststar.raw("OPTIONS", PRODUCTS, undefined, headers);
  expectRefusal("faststar", answer, [405], "OPTIONS");
  expect(answer.headers.get("allow")?.split(", ").sort()).toEqual(["GET", "POST"]);
  expect(answer.headers.has("access-control-allow-origin")).toBe(false);
});

test.each([
  ["GET", `${PRODUCTS}?foo=1`, "foo"],
  ["GET", `${PRODUCTS}?limit=5&Limit=5`, "Limit"],
  ["GET", `${PRODUCTS}?limit[]=5`, "limit[]"],
  ["GET", `${PRODUCTS}?__proto__=5`, "__proto__"],
  ["POST", `${PRODUCTS}?name=Mug`, "name"],
  ["DELETE", `${PRODUCTS}/prod_0000000000000000000000?force=true`, "force"],
  ["GET", "/public/checkout/sessions?client_reference=order_1", "client_reference"],
])("%s %s has a parameter that nobody knows", async (method, path, param) => {
  const body = method === "POST" ? '{"name":"Mug"}' : undefined;
  const headers = { ...(body && { "content-type": "application/json" }) };
  const answer = await server.mor.faststar.raw(method, path, body, headers);
  expectRefusal("faststar", answer, [400], path);
  expect(answer.body.error).toMatchObject({ code: "parameter_unknown", param });
});

test("a parameter that is there twice is refused, even when both say the same", async () => {
  for (const query of ["limit=5&limit=5", "cursor=a&cursor=b", "active=true&active=false"]) {
    const answer = await server.mor.faststar.get(`${PRODUCTS}?${query}`);
    expectRefusal("faststar", answer, [400], query);
    expect(answer.body).toMatchObject({
      message: expect.stringContaining("more than once"),
      error: { param: query.split("=")[0] },
    });
  }
});

interface Unreadable {
  readonly what: string;
  readonly request: (path: string) => string;
  readonly status: number;
}

const rest = () => `Host: yoursite.com\r\n${authorization()}\r\nConnection: close\r\n`;

const UNREADABLE: readonly Unreadable[] = [
  {
    what: "an address that is too long",
    request: (path) => `GET ${path}?cursor=${"a".repeat(20_000)} HTTP/1.1\r\n${rest()}\r\n`,
    status: 431,
  },
  {
    what: "a header that is too long",
    request: (path) => `GET ${path} HTTP/1.1\r\n${rest()}Cookie: ${"a".repeat(200_000)}\r\n\r\n`,
    status: 431,
  },
  {
    what: "no Host",
    request: (path) => `GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`,
    status: 400,
  },
  {
    what: "a method that does not exist",
    request: (path) => `FETCH ${path} HTTP/1.1\r\n${rest()}\r\n`,
    status: 400,
  },
  {
    what: "a header without a name",
    request: (path) => `GET ${path} HTTP/1.1\r\n${rest()}: nothing\r\n\r\n`,
    status: 400,
  },
  {
    what: "a length that is none",
    request: (path) => `POST ${path} HTTP/1.1\r\n${rest()}Content-Length: many\r\n\r\n{}`,
    status: 400,
  },
  {
    what: "two ways to say where the body ends",
    request: (path) =>
      `POST ${path} HTTP/1.1\r\n${rest()}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    status: 400,
  },
  {
    what: "a version that is none",
    request: (path) => `GET ${path} HTTP/9.9\r\n${rest()}\r\n`,
    status: 400,
  },
];

const DOORS: readonly (readonly [DoorName, string])[] = [
  ["faststar", `/api/v1${PRODUCTS}`],
  ["onerway", "/v1/payment_intents"],
  ["cashier", "/checkout/cs_x/state"],
];

test.each(UNREADABLE)(
  "$what is refused in the words of the API that is asked",
  async ({ what, request, status }) => {
    for (const [door, path] of DOORS) {
      const answer = await sendRaw(server.url, request(path));
      expectRefusal(door, answer, [status], `${what} at ${path}`);
      expect(answer.headers.get("connection")).toBe("close");
    }
  },
);

test("bytes that are no HTTP at all get an answer, too", async () => {
  const answer = await sendRaw(server.url, "\u0016\u0003\u0001\u0000 hello\r\n\r\n");
  expectRefusal("cashier", answer, [400], "TLS on a plain port");
});

test("an expectation that nobody knows is ignored", async () => {
  const text = `GET /api/v1${PRODUCTS} HTTP/1.1\r\n${rest()}Expect: 200-ok\r\n\r\n`;
  const answer = await sendRaw(server.url, text);
  expect(answer).toMatchObject({ status: 200, body: { success: true } });
});

test("what goes wrong on our side is told in the envelope, without a word of what it was", async () => {
  // A process of its own has no worker, which could run into the trouble in the request's place.
  const db = { ...server.db };
  const troubled = await startBeside({ config: server.config, clock: server.clock, db });
  const { faststar } = troubled.mor;
  expect((await faststar.get(PRODUCTS)).status).toBe(200);
  const query = vi.spyOn(db, "query");
  query.mockRejectedValueOnce(new Error("connection to 10.0.0.7 lost"));
  const broken = await faststar.get(PRODUCTS);
  expect(broken.status).toBe(500);
  expect(broken.body).toEqual({
    success: false,
    message: expect.stringContaining("on our side"),
    error: { code: "internal", param: null, request_id: broken.headers.get("request-id") },
  });
  expect(broken.text).not.toContain("10.0.0.7");
  query.mockRejectedValueOnce(new Overloaded());
  const busy = await faststar.get(PRODUCTS);
  expect(busy.status).toBe(503);
  expect(busy.headers.get("retry-after")).toBe("1");
  expect(busy.body.error).toMatchObject({ code: "overloaded" });
  await troubled.stop();
});
