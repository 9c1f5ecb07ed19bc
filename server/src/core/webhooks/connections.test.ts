import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { createWebhookTransport } from "./transport.ts";

/** A receiver, and the connections that it has open. */
async function open(server: Server): Promise<{ url: string; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sockets };
}

const receiver = (listener: RequestListener) => open(createServer({ keepAliveTimeout: 600_000 }, listener));

function transport() {
  const made = createWebhookTransport({ allow_private: true });
  onTestFinished(() => made.close());
  return made;
}

const message = (url: string) => ({ url, headers: {}, body: "{}", timeout_ms: 10_000 });
const OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

test("webhooks to one receiver do not wait for each other, and 64 connections to it are kept", async () => {
  const waiting: (() => void)[] = [];
  const { url, sockets } = await receiver((_, response) => {
    waiting.push(() => response.end());
    if (waiting.length === 70) for (const answer of waiting) answer();
  });
  const { send } = transport();
  const results = await Promise.all(Array.from({ length: 70 }, () => send(message(url))));
  expect(results.every((result) => "status" in result && result.status === 200)).toBe(true);
  await expect.poll(() => sockets.size).toBe(64);
});

test("a connection on which nothing has been said for 30 seconds is closed", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { url, sockets } = await receiver((_, response) => response.end());
  await transport().send(message(url));
  const [socket] = sockets;
  await new Promise(setImmediate);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(socket?.destroyed).toBe(false);
  const closed = once(socket as Socket, "close");
  await vi.advanceTimersByTimeAsync(2_000);
  await closed;
});

test("closing ends the connections, also those that wait for an answer", async () => {
  const { url, sockets } = await receiver((request, response) => {
    if (request.url === "/kept") response.end();
    else made.close();
  });
  const made = transport();
  await made.send(message(`${url}kept`));
  expect(await made.send(message(url))).toEqual({ error: "The connection was closed without an answer." });
  await expect.poll(() => sockets.size).toBe(0);
});

/** A receiver that does something of its own with each request; the first is number 1. */
async function countingReceiver(respond: (socket: Socket, number: number) => void) {
  let requests = 0;
  const { url } = await open(
    createTcpServer((socket) => socket.on("data", () => respond(socket, ++requests))),
  );
  return { url, requests: () => requests };
}

test("a webhook that a fresh connection was closed on is not sent again by itself", async () => {
  const { url, requests } = await countingReceiver((socket) => socket.resetAndDestroy());
  expect(await transport().send(message(url))).toEqual({
    error: "The connection was closed without an answer.",
  });
  expect(requests()).toBe(1);
});

test("a webhook whose answer has begun on a kept connection is not sent again by itself", async () => {
  const { url, requests } = await countingReceiver((socket, number) => {
    if (number === 1) socket.write(OK);
    else socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
  });
  const { send } = transport();
  await send(message(url));
  expect(await send(message(url))).toMatchObject({ status: 200, body: "half", body_truncated: true });
  expect(requests()).toBe(2);
});

test("when the second connection fails as well, the webhook has failed", async () => {
  const { url, requests } = await countingReceiver((socket, number) => {
    if (number === 1) socket.write(OK);
    else socket.end();
  });
  const { send } = transport();
  await send(message(url));
  expect(await send(message(url))).toEqual({ error: "The connection was closed without an answer." });
  expect(requests()).toBe(3);
});

test("a kept connection that the receiver has closed meanwhile is not used", async () => {
  let connections = 0;
  const { url, sockets } = await open(
    createTcpServer((socket) => {
      connections += 1;
      socket.on("data", () => socket.write(OK));
    }),
  );
  const { send } = transport();
  for (let count = 0; count < 3; count++) {
    expect(await send(message(url))).toMatchObject({ status: 200 });
    for (const socket of sockets) socket.destroy();
  }
  expect(connections).toBe(3);
});

test("a receiver that ends each connection with its answer gets each webhook once", async () => {
  let requests = 0;
  const { url } = await receiver((_, response) => {
    requests += 1;
    response.writeHead(200, { connection: "close" }).end();
  });
  const { send } = transport();
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let count = 0; count < 5; count++) {
        expect(await send(message(url))).toMatchObject({ status: 200 });
      }
    }),
  );
  expect(requests).toBe(20);
});
