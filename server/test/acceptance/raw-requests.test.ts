import { describe, expect, test } from "vitest";
import { FORM_CONTENT, type HttpAnswer, type OnerwayBody, send } from "../support/http.ts";
import { sendRaw } from "../support/raw-http.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";

// What clients in other languages put on the wire where ours for Node would not.
const server = useTestServer();

const form = (path: string, body: string, headers = {}): Promise<HttpAnswer<OnerwayBody>> =>
  server.direct.onerway.raw("POST", path, body, { ...FORM_CONTENT, ...headers });

/** A request byte for byte; its lines end as HTTP's do. */
async function bytes(lines: readonly string[], body = ""): Promise<HttpAnswer<OnerwayBody>> {
  const head = [
    ...lines,
    `Host: ${new URL(server.url).host}`,
    `Authorization: Bearer ${server.direct.secret_key}`,
    "Connection: close",
  ];
  return (await sendRaw(server.url, `${head.join("\r\n")}\r\n\r\n${body}`)) as HttpAnswer<OnerwayBody>;
}

describe("a form", () => {
  test.each([
    ["numbers", "expand[0]=customer&expand[1]=payment_method"],
    ["nothing", "expand[]=customer&expand[]=payment_method"],
    ["encoded numbers", "expand%5B0%5D=customer&expand%5B1%5D=payment_method"],
    ["encoded nothing", "expand%5B%5D=customer&expand%5B%5D=payment_method"],
    ["encoded nothing in small letters", "expand%5b%5d=customer&expand%5b%5d=payment_method"],
  ])("may write a list with %s in its brackets", async (_name, list) => {
    const made = await form("/payment_intents", `amount=2000&currency=usd&${list}`);
    expect(made.status, made.text).toBe(200);
    const read = await server.direct.onerway.get(`/payment_intents/${made.body.id}?${list}`);
    expect(read.body).toEqual(made.body);
  });

  test("may encode the brackets of groups in groups", async () => {
    const made = await form(
      "/payment_methods",
      "type=card&card%5Bnumber%5D=4242424242424242&card%5Bexp_month%5D=12&card%5Bexp_year%5D=2034&card%5Bcvc%5D=123" +
        "&billing_details%5Baddress%5D%5Bcity%5D=K%C3%B6ln&billing_details%5Bname%5D=J%C3%BCrgen+M.%20%26+S%C3%B6hne" +
        "&metadata%5Border%20id%5D=a%2Bb%3D5%25",
    );
    expect(made.status, made.text).toBe(200);
    expect(made.body).toMatchObject({
      billing_details: { address: { city: "Köln" }, name: "Jürgen M. & Söhne" },
      metadata: { "order id": "a+b=5%" },
    });
  });

  test("means the same with brackets encoded or not, also for its idempotency key", async () => {
    const headers = { "idempotency-key": "encoded or not" };
    const first = await form("/customers", "metadata[a]=x%20y&name=Ada", headers);
    const again = await form("/customers", "name=Ada&metadata%5Ba%5D=x+y", headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  test("clears with an empty value, wherever there was one", async () => {
    const { body: customer } = await form(
      "/customers",
      "name=Ada&email=a%40example.com&phone=1&description=x&metadata[a]=1&metadata[b]=2&address[city]=Bonn",
    );
    const cleared = await form(
      `/customers/${customer.id}`,
      "name=&email=&phone=&description=&metadata[a]=&address=",
    );
    expect(cleared.status, cleared.text).toBe(200);
    expect(cleared.body).toMatchObject({
      name: null,
      email: null,
      phone: null,
      description: null,
      address: null,
      metadata: { b: "2" },
    });
    expect((await form(`/customers/${customer.id}`, "metadata=")).body.metadata).toEqual({});
    const id = await makeIntent(server.direct, { description: "x", receipt_email: "a@example.com" });
    const intent = await form(`/payment_intents/${id}`, "description=&receipt_email=");
    expect(intent.body).toMatchObject({ description: null, receipt_email: null });
  });

  test("writes yes and no, and numbers, as words", async () => {
    const payment_method = await makePaymentMethod(server.direct, CARDS.good);
    const paid = await form(
      "/payment_intents",
      `amount=2000&currency=USD&payment_method=${payment_method}&confirm=true&off_session=false`,
    );
    expect(paid.body).toMatchObject({ status: "succeeded", currency: "usd" });
    const kept = await form("/payment_intents", "amount=2000&currency=usd&confirm=false");
    expect(kept.body.status).toBe("requires_payment_method");
  });

  test("may say its character set, and be read with any other header beside it", async () => {
    const made = await form("/customers", "name=Zo%C3%AB", {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      "stripe-version": "2012-01-01",
      "stripe-account": "acct_123",
      "x-stripe-client-user-agent": '{"lang":"ruby"}',
      "x-stripe-client-telemetry": "{}",
      "x-anything": "x",
    });
    expect(made).toMatchObject({ status: 200, body: { name: "Zoë" } });
  });
});

describe("a request without a body", () => {
  test("may say that it would be a form, and how long it is", async () => {
    const id = await makeIntent(server.direct);
    const content = "Content-Type: application/x-www-form-urlencoded";
    const read = await bytes([`GET /v1/payment_intents/${id} HTTP/1.1`, content]);
    expect(read).toMatchObject({ status: 200, body: { id } });
    const listed = await bytes(["GET /v1/payment_intents?limit=1 HTTP/1.1", content, "Content-Length: 0"]);
    expect(listed).toMatchObject({ status: 200, body: { data: [{ id }] } });
    const canceled = await bytes([
      `POST /v1/payment_intents/${id}/cancel HTTP/1.1`,
      content,
      "Content-Length: 0",
    ]);
    expect(canceled).toMatchObject({ status: 200, body: { id, status: "canceled" } });
    const { body: customer } = await bytes(["POST /v1/customers HTTP/1.1", content, "Content-Length: 0"]);
    expect(customer).toMatchObject({ object: "customer", metadata: {} });
    const deleted = await bytes([`DELETE /v1/customers/${customer.id} HTTP/1.1`, content]);
    expect(deleted).toMatchObject({ status: 200, body: { id: customer.id, deleted: true } });
    const json = "Content-Type: application/json";
    const gone = await bytes([`DELETE /v1/customers/${customer.id} HTTP/1.1`, json, "Content-Length: 0"]);
    expect(gone).toMatchObject({ status: 404, body: { error: { code: "resource_missing" } } });
  });
});

test("the key may be the user name of HTTP Basic, with any password or none", async () => {
  const { secret_key } = server.direct;
  for (const credentials of [`${secret_key}:`, secret_key, `${secret_key}:anything`]) {
    const headers = {
      ...FORM_CONTENT,
      authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
    };
    const made = await send(`${server.url}/v1/customers`, { method: "POST", headers, body: "name=Ada" });
    expect(made).toMatchObject({ status: 200, body: { name: "Ada" } });
  }
  const headers = { authorization: `Basic ${Buffer.from("sk_test_wrong:").toString("base64")}` };
  expect(await send(`${server.url}/v1/customers`, { headers })).toMatchObject({
    status: 401,
    body: { error: { type: "invalid_request_error", code: "api_key_invalid" } },
  });
});

test.each([
  ["404", "GET", "/nothing", ""],
  ["404", "POST", "/payment_intents/pi_123/confirm", "use_stripe_sdk=true"],
  ["405", "DELETE", "/payment_intents/pi_123", ""],
  ["400", "POST", "/payment_intents", "%"],
  ["413", "POST", "/payment_intents", `description=${"x".repeat(1_100_000)}`],
  ["415", "POST", "/payment_intents", "<a/>"],
])("an answer is JSON with the request's id, a %s as well", async (status, method, path, body) => {
  const headers = status === "415" ? { "content-type": "application/xml" } : FORM_CONTENT;
  const answer = await server.direct.onerway.raw(method, path, body || undefined, headers);
  expect(answer.status).toBe(Number(status));
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  const request_id = answer.headers.get("request-id");
  expect(request_id).toMatch(/^req_/);
  expect(answer.body.error).toMatchObject({ type: "invalid_request_error", request_id });
});
