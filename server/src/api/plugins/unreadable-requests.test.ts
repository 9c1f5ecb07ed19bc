import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { sendRaw } from "../../../test/support/raw-http.ts";
import { type RefusingDoor, refuseUnreadable } from "./unreadable-requests.ts";

const door = (prefix: string): RefusingDoor => ({
  prefix,
  describe: ({ refused }, request_id) => ({ status: 408, body: { prefix, refused, request_id } }),
});

let server: Server | undefined;

afterEach(() => server?.close());

async function listen(answer: RequestListener = (_request, response) => response.end()): Promise<string> {
  const times = { headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 };
  server = createServer(times, answer);
  server.on(
    "clientError",
    refuseUnreadable([door(""), door("/v1"), door("/v1/inner")], () => "req_1"),
  );
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a request that takes too long to arrive is told so", async () => {
  const { status, headers, body } = await sendRaw(await listen(), "GET /v1/things HTTP/1.1\r\nHost: a\r\n");
  expect(status).toBe(408);
  expect(headers.get("request-id")).toBe("req_1");
  expect(body).toMatchObject({ refused: "request_timeout" });
});

test.each([
  ["/v1", "/v1"],
  ["/v1?a=/v1/inner", "/v1"],
  ["/v1/things", "/v1"],
  ["/v1/inner/things", "/v1/inner"],
  ["/v12", ""],
  ["/", ""],
  ["/v1/things?a=b c", "/v1"],
])("%s belongs to the door at %j", async (path, prefix) => {
  const { body } = await sendRaw(await listen(), `GET ${path} HTTP/1.1\r\nno header\r\n\r\n`);
  expect(body).toEqual({ prefix, refused: "body_malformed", request_id: "req_1" });
});

test.each([
  ["breaks off", "Content-Length: 10\r\n\r\n{"],
  ["is not in chunks, as it says", "Transfer-Encoding: chunked\r\n\r\nzz\r\n"],
])("a body that %s belongs to the door at which it came", async (_, rest) => {
  const request = `POST /v1/things HTTP/1.1\r\nHost: a\r\n${rest}`;
  const { body } = await sendRaw(await listen(() => {}), request, { then_end: true });
  expect(body).toEqual({ prefix: "/v1", refused: "body_malformed", request_id: "req_1" });
});

test("a method in small letters is no method, and the door says so", async () => {
  const { body } = await sendRaw(await listen(), "get /v1 HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(body).toMatchObject({ prefix: "/v1", refused: "body_malformed" });
});

test("a caller who has not stopped sending can still read the answer", async () => {
  const { body } = await sendRaw(await listen(), `GET /v1 HTTP/1.1\r\nA: ${"a".repeat(2_000_000)}\r\n\r\n`);
  expect(body).toMatchObject({ prefix: "/v1", refused: "headers_too_large" });
});
