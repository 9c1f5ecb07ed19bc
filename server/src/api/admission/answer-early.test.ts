import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openSlowClient } from "../../../test/support/slow-client.ts";
import { hookParsers } from "./answer-early.ts";

const EARLY = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\n\r\nearly";

/** A server that answers at once what is asked at /early, and the rest as ever, but not before it may. */
async function listen(allowed: Promise<void> = Promise.resolve()) {
  const made: string[] = [];
  const server: Server = createServer((request, response) => {
    made.push(`${request.method} ${request.url}`);
    request.resume();
    request.on("end", () => void allowed.then(() => response.end("late")));
  });
  hookParsers(server, (socket, url) => url === "/early" && socket.write(EARLY));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, made };
}

const answersIn = (heard: string) => heard.match(/early|late/g) ?? [];

test("what is answered early costs no request, its body is passed over as it comes, and the connection stays good", async () => {
  const { url, made } = await listen();
  const client = await openSlowClient(url);
  client.say("POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\nGET /late HTTP/1.1\r\n");
  await expect.poll(() => answersIn(client.heard())).toEqual(["early"]);
  client.say(`${"x".repeat(20)}POST /late HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`);
  await expect.poll(() => answersIn(client.heard())).toEqual(["early", "late"]);
  expect(made).toEqual(["POST /late"]);
});

test("a body in chunks is passed over as well", async () => {
  const { url } = await listen();
  const client = await openSlowClient(url);
  client.say("POST /early HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.say("0\r\n\r\nGET /early HTTP/1.1\r\nHost: x\r\n\r\n");
  await expect.poll(() => answersIn(client.heard())).toEqual(["early", "early"]);
});

test("requests that were sent one after the other without waiting are answered in that order", async () => {
  let allow = () => {};
  const { url, made } = await listen(new Promise((resolve) => (allow = resolve)));
  const client = await openSlowClient(url);
  const ask = (path: string) => `GET /${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
  client.say(ask("early") + ask("early") + ask("late") + ask("early"));
  await expect.poll(() => made).toEqual(["GET /late", "GET /early"]);
  expect(answersIn(client.heard())).toEqual(["early", "early"]);
  allow();
  await expect.poll(() => answersIn(client.heard())).toEqual(["early", "early", "late", "late"]);
});

test.each([
  ["HTTP/1.0", "GET /early HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"],
  ["a connection that is to be closed", "GET /early HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
  ["very many headers", `GET /early HTTP/1.1\r\nHost: x\r\n${"X-A: b\r\n".repeat(60)}\r\n`],
])("%s is left to the server", async (_name, text) => {
  const { url } = await listen();
  const client = await openSlowClient(url);
  client.say(text);
  await expect.poll(() => answersIn(client.heard())).toEqual(["late"]);
});

test("an answer to HEAD has no body, so the server makes it", async () => {
  const { url, made } = await listen();
  const client = await openSlowClient(url);
  client.say("HEAD /early HTTP/1.1\r\nHost: x\r\n\r\n");
  await expect.poll(() => client.heard()).toContain("HTTP/1.1 200 OK");
  expect(made).toEqual(["HEAD /early"]);
});

test("another server in the same process, and its clients, notice nothing of it", async () => {
  const { url } = await listen();
  expect(await (await fetch(`${url}/early`)).text()).toBe("early");
  const plain = createServer((_request, response) => void response.end("plain")).listen(0, "127.0.0.1");
  onTestFinished(() => void plain.close());
  await once(plain, "listening");
  const { port } = plain.address() as AddressInfo;
  const client = await openSlowClient(`http://127.0.0.1:${port}`);
  client.say("GET /early HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  await expect.poll(() => client.heard()).toContain("plain");
});
