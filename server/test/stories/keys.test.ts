import { expect, test } from "vitest";
import { apiKeyHint, generateApiKey, hashApiKey } from "../../src/core/merchants/api-key.ts";
import { insertApiKey } from "../../src/core/merchants/store.ts";
import { type HeaderFields, type HttpAnswer, send } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import { dumpTables } from "../support/tables.ts";

const server = useTestServer();

/** One harmless request at each door, with the headers as they are. */
const knock = {
  faststar: (headers: HeaderFields) => send(`${server.url}/api/v1/merchant/catalog/products`, { headers }),
  onerway: (headers: HeaderFields) => send(`${server.url}/v1/webhook_endpoints`, { headers }),
};

/** The same key as each door takes it. */
function present(key: string): Promise<HttpAnswer<unknown>>[] {
  return [knock.faststar({ "x-api-key": key }), knock.onerway({ authorization: `Bearer ${key}` })];
}

function refusedWith(code: string | undefined) {
  const error = { request_id: expect.stringMatching(/^req_/), ...(code && { code }) };
  return [
    { success: false, message: expect.any(String), error: expect.objectContaining(error) },
    { error: expect.objectContaining({ ...error, type: "invalid_request_error" }) },
  ];
}

test("the same secret key opens both doors", async () => {
  for (const merchant of [server.direct, server.mor]) {
    const answers = await Promise.all(present(merchant.secret_key));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }
});

test("without a key nobody comes in, and is told where the key belongs", async () => {
  const answers = [await knock.faststar({}), await knock.onerway({})];
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect(answers[0]?.body).toMatchObject({ success: false, message: expect.stringContaining("X-API-Key") });
  expect(answers[1]?.body).toMatchObject({
    error: { type: "invalid_request_error", message: expect.stringContaining("Authorization: Bearer") },
  });
});

test("a key at the wrong place is no key", async () => {
  const { secret_key } = server.direct;
  expect((await knock.faststar({ authorization: `Bearer ${secret_key}` })).status).toBe(401);
  expect((await knock.onerway({ "x-api-key": secret_key })).status).toBe(401);
  expect((await knock.onerway({ authorization: secret_key })).status).toBe(401);
  expect((await knock.onerway({ authorization: `Digest ${secret_key}` })).status).toBe(401);
});

test("a key that nobody has is refused, and not repeated in the answer", async () => {
  const unknown = generateApiKey(server.core.random, "secret", false);
  for (const key of [
    unknown,
    `${server.direct.secret_key}x`,
    server.direct.secret_key.slice(0, -1),
    "nonsense",
  ]) {
    const answers = await Promise.all(present(key));
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(answers.map(({ body }) => body)).toEqual(refusedWith("api_key_invalid"));
    for (const { text } of answers) expect(text).not.toContain(key);
  }
});

test("a publishable key is for browsers, and opens neither door", async () => {
  const answers = await Promise.all(present(server.direct.publishable_key));
  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  expect(answers.map(({ body }) => body)).toEqual(refusedWith(undefined));
  expect(answers[1]?.body).toMatchObject({ error: { code: "secret_key_required" } });
});

test("a key that is revoked stops working within seconds", async () => {
  const key = generateApiKey(server.core.random, "secret", false);
  const { merchant_id, livemode } = server.direct.scope;
  const key_hash = hashApiKey(key);
  const stored = { merchant_id, livemode, kind: "secret", key_hash, hint: apiKeyHint(key) } as const;
  await insertApiKey(server.db, stored, server.clock.now());
  expect((await Promise.all(present(key))).map(({ status }) => status)).toEqual([200, 200]);
  const values = [key_hash, server.clock.now()];
  await server.db.query("UPDATE api_keys SET revoked_at = $2 WHERE key_hash = $1", values);
  server.clock.advance(6_000);
  expect((await Promise.all(present(key))).map(({ status }) => status)).toEqual([401, 401]);
});

test("keys are stored as hashes only", async () => {
  const dump = await dumpTables(server.db);
  for (const { secret_key, publishable_key } of [server.direct, server.mor]) {
    expect(dump).not.toContain(secret_key);
    expect(dump).not.toContain(publishable_key);
    expect(dump).toContain(hashApiKey(secret_key).toString("hex"));
  }
});

test("in live mode there is no processor yet, and no test card is charged", async () => {
  const key = generateApiKey(server.core.random, "secret", true);
  const { merchant_id } = server.direct.scope;
  const stored = {
    merchant_id,
    livemode: true,
    kind: "secret",
    key_hash: hashApiKey(key),
    hint: "",
  } as const;
  await insertApiKey(server.db, stored, server.clock.now());
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const post = (path: string, body: object) =>
    send<{ id: string }>(`${server.url}/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "123" };
  const method = await post("/payment_methods", { type: "card", card });
  const fields = { amount: 2000, currency: "usd", payment_method: method.body.id, confirm: true };
  const paid = await post("/payment_intents", fields);
  expect(paid.status).toBe(400);
  expect(paid.body).toMatchObject({ error: { message: expect.stringMatching(/live mode/) } });
  expect(await server.journal()).toEqual([]);
  const expired = await post("/payment_methods", { type: "card", card: { ...card, exp_year: 2025 } });
  expect(expired.status).toBe(402);
  expect(expired.body).toMatchObject({ error: { code: "expired_card" } });
});
