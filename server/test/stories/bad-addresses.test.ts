import { beforeAll, describe, expect, test } from "vitest";
import type { DoorName } from "../support/endpoints.ts";
import { send } from "../support/http.ts";
import { expectRefusal } from "../support/refusal.ts";
import { useTestServer } from "../support/server.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";
import { credentials, makeThings, type Things, urlOf } from "../support/things.ts";

const server = useTestServer();

interface Address {
  readonly door: DoorName;
  readonly path: string;
  readonly methods: readonly string[];
}

const ADDRESSES: readonly Address[] = [
  { door: "faststar", path: "/api/v1/merchant/catalog/products", methods: ["GET", "POST"] },
  { door: "faststar", path: "/api/v1/merchant/catalog/prices", methods: ["GET", "POST"] },
  {
    door: "faststar",
    path: "/api/v1/merchant/catalog/products/{id}",
    methods: ["DELETE", "GET", "PATCH"],
  },
  {
    door: "faststar",
    path: "/api/v1/merchant/catalog/prices/{id}",
    methods: ["DELETE", "GET", "PATCH"],
  },
  { door: "faststar", path: "/api/v1/merchant/webhook-endpoints", methods: ["GET", "POST"] },
  {
    door: "faststar",
    path: "/api/v1/merchant/webhook-endpoints/{id}",
    methods: ["DELETE", "GET", "PATCH"],
  },
  { door: "faststar", path: "/api/v1/merchant/webhook-endpoints/{id}/rotate-secret", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/merchant/webhook-endpoints/{id}/deliveries", methods: ["GET"] },
  {
    door: "faststar",
    path: "/api/v1/merchant/webhook-endpoints/{endpoint}/deliveries/{id}",
    methods: ["GET"],
  },
  {
    door: "faststar",
    path: "/api/v1/merchant/webhook-endpoints/{endpoint}/deliveries/{id}/retry",
    methods: ["POST"],
  },
  { door: "faststar", path: "/api/v1/merchant/webhook-endpoints/deliveries/{id}/retry", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/merchant/webhook-endpoints/{id}/replay", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/merchant/webhook-endpoints/{endpoint}/replays/{id}", methods: ["GET"] },
  { door: "faststar", path: "/api/v1/public/events", methods: ["GET"] },
  { door: "faststar", path: "/api/v1/public/events/{id}", methods: ["GET"] },
  { door: "faststar", path: "/api/v1/public/verify-signature", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/public/checkout/sessions", methods: ["GET", "POST"] },
  { door: "faststar", path: "/api/v1/public/checkout/sessions/{id}", methods: ["GET"] },
  { door: "faststar", path: "/api/v1/public/checkout/sessions/{id}/expire", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/public/payments", methods: ["GET"] },
  { door: "faststar", path: "/api/v1/public/payments/{id}", methods: ["GET"] },
  { door: "faststar", path: "/api/v1/public/refunds", methods: ["GET", "POST"] },
  { door: "faststar", path: "/api/v1/public/refunds/{id}", methods: ["GET", "PATCH"] },
  { door: "faststar", path: "/api/v1/public/refunds/{id}/cancel", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/public/customers", methods: ["GET", "POST"] },
  { door: "faststar", path: "/api/v1/public/customers/{id}", methods: ["DELETE", "GET", "PATCH"] },
  { door: "faststar", path: "/api/v1/public/customers/{id}/setup-intent", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/public/customers/{id}/payment-methods", methods: ["GET", "POST"] },
  { door: "faststar", path: "/api/v1/public/customers/{id}/charge", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/public/payment-methods/{id}/default", methods: ["POST"] },
  { door: "faststar", path: "/api/v1/public/payment-methods/{id}", methods: ["DELETE"] },
  { door: "onerway", path: "/v1/payment_intents", methods: ["GET", "POST"] },
  { door: "onerway", path: "/v1/payment_intents/{id}", methods: ["GET", "POST", "PUT"] },
  { door: "onerway", path: "/v1/payment_intents/{id}/confirm", methods: ["POST"] },
  { door: "onerway", path: "/v1/payment_intents/{id}/capture", methods: ["POST"] },
  { door: "onerway", path: "/v1/payment_intents/{id}/cancel", methods: ["POST"] },
  { door: "onerway", path: "/v1/charges", methods: ["GET"] },
  { door: "onerway", path: "/v1/charges/{id}", methods: ["GET"] },
  { door: "onerway", path: "/v1/payment_methods", methods: ["GET", "POST"] },
  { door: "onerway", path: "/v1/payment_methods/{id}", methods: ["GET", "POST", "PUT"] },
  { door: "onerway", path: "/v1/payment_methods/{id}/attach", methods: ["POST"] },
  { door: "onerway", path: "/v1/payment_methods/{id}/detach", methods: ["POST"] },
  { door: "onerway", path: "/v1/customers", methods: ["GET", "POST"] },
  { door: "onerway", path: "/v1/customers/{id}", methods: ["DELETE", "GET", "POST", "PUT"] },
  { door: "onerway", path: "/v1/customers/{id}/payment_methods", methods: ["GET"] },
  { door: "onerway", path: "/v1/customers/{customer}/payment_methods/{id}", methods: ["GET"] },
  { door: "onerway", path: "/v1/disputes", methods: ["GET"] },
  { door: "onerway", path: "/v1/disputes/{id}", methods: ["GET", "POST", "PUT"] },
  { door: "onerway", path: "/v1/disputes/{id}/close", methods: ["POST"] },
  { door: "onerway", path: "/v1/radar/early_fraud_warnings", methods: ["GET"] },
  { door: "onerway", path: "/v1/radar/early_fraud_warnings/{id}", methods: ["GET"] },
  { door: "onerway", path: "/v1/webhook_endpoints", methods: ["GET", "POST"] },
  { door: "onerway", path: "/v1/webhook_endpoints/{id}", methods: ["DELETE", "GET", "POST", "PUT"] },
  { door: "onerway", path: "/v1/refunds", methods: ["GET", "POST"] },
  { door: "onerway", path: "/v1/refunds/{id}", methods: ["GET", "POST", "PUT"] },
  { door: "onerway", path: "/v1/refunds/{id}/cancel", methods: ["POST"] },
  { door: "onerway", path: "/v1/setup_intents", methods: ["GET", "POST"] },
  { door: "onerway", path: "/v1/setup_intents/{id}", methods: ["GET", "POST", "PUT"] },
  { door: "onerway", path: "/v1/setup_intents/{id}/confirm", methods: ["POST"] },
  { door: "onerway", path: "/v1/setup_intents/{id}/cancel", methods: ["POST"] },
  { door: "onerway", path: "/v1/events", methods: ["GET"] },
  { door: "onerway", path: "/v1/events/{id}", methods: ["GET"] },
  { door: "cashier", path: "/checkout/{id}", methods: ["GET"] },
  { door: "cashier", path: "/checkout/{id}/state", methods: ["GET"] },
  { door: "cashier", path: "/checkout/{id}/location", methods: ["POST"] },
  { door: "cashier", path: "/checkout/{id}/pay", methods: ["POST"] },
  { door: "cashier", path: "/checkout/{id}/authenticated", methods: ["POST"] },
  { door: "cashier", path: "/cards/{id}/state", methods: ["GET"] },
  { door: "cashier", path: "/cards/{id}/confirm", methods: ["POST"] },
  { door: "cashier", path: "/cards/{id}/authenticated", methods: ["POST"] },
  { door: "cashier", path: "/cards/{id}/cancel", methods: ["POST"] },
  { door: "cashier", path: "/authenticate/{id}", methods: ["GET"] },
  { door: "cashier", path: "/authenticate/{id}/state", methods: ["GET"] },
  { door: "cashier", path: "/authenticate/{id}/authenticated", methods: ["POST"] },
  { door: "cashier", path: "/authenticate/{id}/start", methods: ["POST"] },
  { door: "demo", path: "/demo", methods: ["GET"] },
  { door: "demo", path: "/demo/checkout", methods: ["POST"] },
  { door: "demo", path: "/demo/webhooks", methods: ["GET"] },
  { door: "demo", path: "/demo/webhooks/{id}", methods: ["POST"] },
];

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];

/** Texts that are no id of anything, as they stand in an address. */
const NO_IDS = [
  "nonsense",
  "cs_0000000000000000000000",
  "pi_0000000000000000000000",
  "pm_zzzzzzzzzzzzzzzzzzzzzz",
  "pi_00000000000000000000000",
  "00000000-0000-0000-0000-000000000000",
  "pi_%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00",
  "%E0%A4%A",
  "%FF",
  "%",
  "..%2F..%2Fetc%2Fpasswd",
  "'%20OR%201=1%20--",
  "%F0%9F%8C%9F",
  "__proto__",
  "constructor",
  "-1",
  "a".repeat(3000),
];

let things: Things;

beforeAll(async () => {
  things = await makeThings(server, server.direct);
});

function knock(door: DoorName, path: string, method: string, body?: string) {
  const headers = {
    ...credentials(door, server.direct, things),
    ...(body && { "content-type": "application/json" }),
  };
  return send(urlOf(server, path, things), { method, headers, body });
}

describe.each(ADDRESSES)("$path", ({ door, path, methods }) => {
  test("answers a method that it does not know with 405, and names those that it knows", async () => {
    for (const method of METHODS.filter((name) => !methods.includes(name))) {
      const answer = await knock(door, path.replace("{id}", things.session), method);
      expectRefusal(door, answer, [405], method);
      expect(answer.headers.get("allow")?.split(", ").sort()).toEqual([...methods]);
    }
  });
});

// The pages for buyers say in words that there is nothing.
const PAGES = ["/checkout/{id}", "/authenticate/{id}"];
const WITH_IDS = ADDRESSES.filter(({ path }) => path.includes("{id}") && !PAGES.includes(path));

/** What an address needs to be told before it looks for its id. */
const BODIES: Readonly<Record<string, (known: Things) => string>> = {
  confirm: ({ method }) => `{"payment_method":"${method}"}`,
  attach: ({ customer }) => `{"customer":"${customer}"}`,
  replay: () => '{"from":"1750000000","to":"1750000001"}',
  charge: () => '{"amount":1999,"currency":"USD"}',
  "payment-methods": ({ setup }) => `{"setup_intent_id":"${setup}"}`,
};

describe.each(WITH_IDS)("$path", ({ door, path, methods }) => {
  test("finds nothing at an id that is none", async () => {
    await untilQuiet(server.db);
    const before = await fingerprintTables(server.db);
    const body = BODIES[path.split("/").at(-1) ?? ""]?.(things) ?? "{}";
    for (const id of NO_IDS) {
      for (const method of methods) {
        const answer = await knock(
          door,
          path.replace("{id}", id),
          method,
          method === "GET" ? undefined : body,
        );
        // What a buyer's page sends is looked at before whose session it is for, and so is a wrong token.
        const allowed = door === "cashier" ? [400, 401, 404] : [404];
        expectRefusal(door, answer, allowed, `${method} ${id.slice(0, 40)}`);
      }
    }
    expect(await fingerprintTables(server.db)).toEqual(before);
  });
});

test.each([
  ["faststar", "/api/v1"],
  ["faststar", "/api/v1/nothing"],
  ["faststar", "/api/v1/public/checkout/sessions/x/y/z"],
  ["faststar", "/api/v1/%"],
  ["onerway", "/v1"],
  ["onerway", "/v1/nothing"],
  ["onerway", "/v1/payment_intents/x/nothing"],
  ["onerway", "/v1/%FF"],
  ["cashier", "/"],
  ["cashier", "/nothing"],
  ["cashier", "/v2/payment_intents"],
  ["cashier", "/checkout"],
  ["cashier", "/checkout/x/nothing"],
  ["cashier", "/%E0%A4%A"],
  ["demo", "/demo/nothing"],
  ["demo", "/demo/%"],
] as const)("%s: there is nothing at %s", async (door, path) => {
  for (const method of METHODS) {
    const answer = await knock(door, path, method);
    expectRefusal(door, answer, [404], method);
    expect(answer.headers.has("allow")).toBe(false);
  }
});

test("without a key, nobody learns which addresses of an API exist", async () => {
  for (const path of [
    "/api/v1/nothing",
    "/api/v1/merchant/catalog/products",
    "/v1/nothing",
    "/v1/payment_intents",
  ]) {
    expect((await send(`${server.url}${path}`)).status).toBe(401);
  }
});

test.each([
  ["faststar", "/api/v1/merchant/catalog/products"],
  ["faststar", "/api/v1/merchant/catalog/prices"],
  ["faststar", "/api/v1/merchant/webhook-endpoints"],
  ["faststar", "/api/v1/public/checkout/sessions"],
  ["faststar", "/api/v1/public/payments"],
  ["faststar", "/api/v1/public/refunds"],
  ["faststar", "/api/v1/merchant/webhook-endpoints/{endpoint}/deliveries"],
  ["faststar", "/api/v1/public/events"],
  ["faststar", "/api/v1/public/customers"],
  ["onerway", "/v1/payment_intents"],
  ["onerway", "/v1/charges"],
  ["faststar", "/api/v1/public/customers/{customer}/payment-methods"],
  ["onerway", "/v1/disputes"],
  ["onerway", "/v1/radar/early_fraud_warnings"],
  ["onerway", "/v1/refunds"],
  ["onerway", "/v1/setup_intents"],
  ["onerway", "/v1/events"],
  ["onerway", "/v1/webhook_endpoints"],
] as const)("%s: a list at %s takes sensible pages only", async (door, path) => {
  const cursor = door === "faststar" ? "cursor" : "starting_after";
  const queries = [
    "limit=0",
    "limit=101",
    "limit=-1",
    "limit=1.5",
    "limit=many",
    "limit=",
    "limit=1&limit=2",
    "limit[]=1&limit[]=2",
  ];
  const cursors = ["nonsense", "", "%00", "%FF", "'%20OR%201=1", "x".repeat(2000)].map(
    (text) => `${cursor}=${text}`,
  );
  for (const query of [...queries, ...cursors, `${cursor}=a&${cursor}=b`]) {
    const answer = await knock(door, `${path}?${query}`, "GET");
    expectRefusal(door, answer, [400, 404], query);
  }
});

test.each([
  "payments?status=paid",
  "payments?status=",
  "payments?client_reference_id=",
  "payments?client_reference_id=%00",
  "payments?client_reference_id=a&client_reference_id=b",
  `payments?client_reference_id=${"x".repeat(201)}`,
  "payments?client_reference_id=%FF",
  "checkout/sessions?client_reference_id=%00",
  "customers?email=a%00@example.com",
  "customers?email=%E0%A4%A",
  "refunds?payment_id=nonsense",
  "refunds?payment_id=%00",
  "refunds?payment_id=re_0000000000000000000000",
])("the list %s is refused", async (list) => {
  const answer = await knock("faststar", `/api/v1/public/${list}`, "GET");
  expectRefusal("faststar", answer, [400, 404], list);
});

test("a trailing slash makes no difference", async () => {
  expect((await knock("onerway", "/v1/payment_intents/{intent}/", "GET")).status).toBe(200);
  expect((await knock("faststar", "/api/v1/public/checkout/sessions/{session}/", "GET")).status).toBe(200);
});
