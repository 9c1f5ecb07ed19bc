import { expect, test } from "vitest";
import { ConnectionError, Onerway, type OnerwayOptions } from "../src/node.ts";
import { hangUp, keepWaiting, refusal, useScriptedApi } from "./support/api.ts";

const api = useScriptedApi();
const client = (options: OnerwayOptions = {}) => new Onerway("sk_test_1", { baseUrl: api.url, ...options });
const AT_ONCE = { "retry-after": "0" };
const intent = { id: "pi_1", object: "payment_intent", status: "succeeded" };
const order = { amount: 2000, currency: "usd" };

const keys = () => api.requests.map(({ headers }) => headers["idempotency-key"]);

test("a payment is asked for with the key, as JSON, and under an idempotency key of its own", async () => {
  api.answer({ body: intent });
  const made = await client().paymentIntents.create({ ...order, metadata: { order_id: "7" } });
  expect(made).toEqual(intent);
  const [request] = api.requests;
  expect(request).toMatchObject({ method: "POST", url: "/v1/payment_intents" });
  expect(JSON.parse(request?.body ?? "")).toEqual({ ...order, metadata: { order_id: "7" } });
  expect(request?.headers).toMatchObject({
    authorization: "Bearer sk_test_1",
    "content-type": "application/json",
    "idempotency-key": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "user-agent": expect.stringMatching(/^onerway-javascript\/\d/),
  });
  await client().paymentIntents.create(order);
  expect(new Set(keys()).size).toBe(2);
});

test("an answer says how it came, without that showing in copies or JSON", async () => {
  api.answer({ body: intent });
  const made = await client().paymentIntents.create(order, { idempotencyKey: "order_7" });
  expect(made.lastResponse).toMatchObject({
    status: 200,
    requestId: "req_1",
    idempotencyKey: "order_7",
    retries: 0,
  });
  expect(made.lastResponse.headers.get("request-id")).toBe("req_1");
  expect(JSON.stringify(made)).toBe(JSON.stringify(intent));
});

test("what is only read has no idempotency key, and its parameters are in the address", async () => {
  api.answer({ body: { object: "list", url: "/v1/webhook_endpoints", has_more: false, data: [] } });
  await client().webhookEndpoints.list({ limit: 3, starting_after: "we_1" });
  expect(api.requests[0]).toMatchObject({
    method: "GET",
    url: "/v1/webhook_endpoints?limit=3&starting_after=we_1",
  });
  expect(keys()).toEqual([undefined]);
});

test.each([
  ["a connection that is lost", hangUp],
  [
    "a key that is in use",
    refusal(409, { type: "idempotency_error", code: "idempotency_key_in_use" }, AT_ONCE),
  ],
  ["too many requests", refusal(429, { type: "rate_limit_error" }, AT_ONCE)],
  ["an overloaded server", refusal(503, { type: "api_error", code: "overloaded" }, AT_ONCE)],
  ["a gateway that is not the API", { status: 502, body: "<html>Bad gateway</html>", headers: AT_ONCE }],
  ["a refusal that says to try again", refusal(400, {}, { ...AT_ONCE, "stripe-should-retry": "true" })],
])("after %s the same payment is sent again, under the same key", async (_what, reply) => {
  api.answer(reply, { body: intent });
  const made = await client().paymentIntents.create(order);
  expect(made.lastResponse.retries).toBe(1);
  expect(api.requests).toHaveLength(2);
  expect(api.requests[1]?.body).toBe(api.requests[0]?.body);
  expect(keys()[0]).toBe(keys()[1]);
  expect(keys()[0]).toBe(made.lastResponse.idempotencyKey);
});

test.each([
  ["a decline", refusal(402, { type: "card_error", code: "card_declined" })],
  ["bad parameters", refusal(400, { type: "invalid_request_error" })],
  ["another conflict", refusal(409, { type: "invalid_request_error", code: "lock_timeout" })],
  ["a server that says not to", refusal(500, { type: "api_error" }, { "stripe-should-retry": "false" })],
  ["a server that wants us back in an hour", refusal(429, {}, { "retry-after": "3600" })],
])("%s is not sent again", async (_what, reply) => {
  api.answer(reply);
  await expect(client().paymentIntents.create(order)).rejects.toThrow("No.");
  expect(api.requests).toHaveLength(1);
});

test("after as many retries as are allowed the last refusal is told", async () => {
  api.answer(refusal(503, { type: "api_error", code: "overloaded" }, AT_ONCE));
  await expect(client().paymentIntents.create(order)).rejects.toMatchObject({
    code: "overloaded",
    status: 503,
  });
  expect(api.requests).toHaveLength(3);
  const once = client().paymentIntents.create(order, { maxNetworkRetries: 0 });
  await expect(once).rejects.toMatchObject({ status: 503 });
  expect(api.requests).toHaveLength(4);
});

test("the time that the server asks for is waited", async () => {
  api.answer(refusal(429, {}, { "retry-after": "1" }), { body: intent });
  await client().paymentIntents.create(order);
  const [first, second] = api.requests.map(({ time_ms }) => time_ms);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(950);
});

test("a server that does not answer in time is a connection error", async () => {
  api.answer(keepWaiting);
  const call = client({ timeout: 60, maxNetworkRetries: 0 }).paymentIntents.retrieve("pi_1");
  await expect(call).rejects.toThrow(ConnectionError);
  await expect(call).rejects.toMatchObject({ code: "timeout", status: undefined });
});

test("a server that begins to answer and never ends is one too", async () => {
  api.answer((response) => response.writeHead(200).write('{"id":'));
  const call = client().paymentIntents.retrieve("pi_1", {}, { timeout: 60, maxNetworkRetries: 0 });
  await expect(call).rejects.toMatchObject({ code: "timeout" });
});

test("a server that is not there is named", async () => {
  const nowhere = new Onerway("sk_test_1", { baseUrl: "http://127.0.0.1:9", maxNetworkRetries: 0 });
  await expect(nowhere.paymentIntents.retrieve("pi_1")).rejects.toMatchObject({
    name: "ConnectionError",
    code: "connection_failed",
    message: expect.stringContaining("http://127.0.0.1:9"),
  });
});

test("who gives up is told their own reason, while waiting for an answer and between two attempts", async () => {
  let asked = 0;
  for (const reply of [keepWaiting, refusal(503, {}, { "retry-after": "30" })]) {
    api.answer(reply);
    const controller = new AbortController();
    const call = client().paymentIntents.retrieve("pi_1", {}, { signal: controller.signal });
    const reason = new Error("The buyer has left.");
    const refused = expect(call).rejects.toBe(reason);
    await expect.poll(() => api.requests.length).toBe(++asked);
    setTimeout(() => controller.abort(reason), 60);
    await refused;
  }
  expect(api.requests).toHaveLength(2);
  const call = client().paymentIntents.retrieve("pi_1", {}, { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ name: "AbortError" });
  expect(api.requests).toHaveLength(2);
});

test("a redirection is not followed, as a POST would become a GET", async () => {
  api.answer({ status: 301, headers: { location: `${api.url}/elsewhere` } });
  await expect(client().paymentIntents.create(order)).rejects.toThrow(/redirection.*baseUrl/);
  expect(api.requests).toHaveLength(1);
});

test("a page that is not the API's is not taken for an answer", async () => {
  api.answer({ body: "<html>Welcome</html>" });
  await expect(client().paymentIntents.retrieve("pi_1")).rejects.toMatchObject({
    name: "ApiError",
    status: 200,
  });
});

test("one call can be made with another key", async () => {
  api.answer({ body: intent });
  await client().paymentIntents.retrieve("pi_1", {}, { apiKey: "sk_test_2" });
  expect(api.requests[0]?.headers.authorization).toBe("Bearer sk_test_2");
});

test.each(["", "  ", "..", "."])("the id %j never becomes another address", async (id) => {
  api.answer({ body: intent });
  expect(() => client().paymentIntents.retrieve(id)).toThrow(/id has to be/);
  await client().paymentIntents.retrieve("pi_1/confirm?a=b");
  expect(api.requests.map(({ url }) => url)).toEqual(["/v1/payment_intents/pi_1%2Fconfirm%3Fa%3Db"]);
});

test("options in the place of parameters are pointed out, as a payment would lose its idempotency key", () => {
  const misplaced = { idempotencyKey: "order_7" } as object;
  expect(() => client().paymentIntents.cancel("pi_1", misplaced)).toThrow(/after the parameters/);
});

test("the address may end like the documented one", async () => {
  api.answer({ body: intent });
  for (const end of ["", "/", "/v1", "/v1/"]) {
    await client({ baseUrl: api.url + end }).paymentIntents.retrieve("pi_1");
  }
  expect(new Set(api.requests.map(({ url }) => url))).toEqual(new Set(["/v1/payment_intents/pi_1"]));
});

test("another fetch can be given", async () => {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return new Response(JSON.stringify(intent));
  };
  const made = await new Onerway("sk_test_1", { fetch }).paymentIntents.retrieve("pi_1");
  expect(made.status).toBe("succeeded");
  expect(asked).toEqual(["https://api.onerway.com/v1/payment_intents/pi_1"]);
});

test.each([
  ["baseUrl", { baseUrl: "localhost:8080" }],
  ["timeout", { timeout: 0 }],
  ["maxNetworkRetries", { maxNetworkRetries: -1 }],
])("a wrong %s is told at once", (name, options) => {
  expect(() => client(options)).toThrow(name);
});
