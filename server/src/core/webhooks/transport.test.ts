import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { createWebhookTransport } from "./transport.ts";

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const receiver = (listener: RequestListener) => listen(createServer(listener));

function transport({ allow_private } = { allow_private: true }) {
  const made = createWebhookTransport({ allow_private });
  onTestFinished(() => made.close());
  return made;
}

const message = (url: string, timeout_ms = 10_000) => ({
  url,
  headers: { "content-type": "application/json", "webhook-id": "evt_1" },
  body: '{"name":"Zoë"}',
  timeout_ms,
});

test("the receiver gets the exact bytes, by POST, with our headers", async () => {
  let heard: unknown;
  const url = await receiver(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url: path, headers } = request;
    heard = { method, path, id: headers["webhook-id"], body: Buffer.concat(chunks).toString() };
    response.writeHead(204).end();
  });
  const result = await transport().send(message(`${url}/hooks?shop=1`));
  expect(result).toMatchObject({ status: 204, body: "", body_truncated: false });
  expect(heard).toEqual({ method: "POST", path: "/hooks?shop=1", id: "evt_1", body: '{"name":"Zoë"}' });
});

test("a redirect is an answer like any other and is not followed", async () => {
  const paths: (string | undefined)[] = [];
  const url = await receiver((request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  expect(await transport().send(message(`${url}/first`))).toMatchObject({ status: 307 });
  expect(paths).toEqual(["/first"]);
});

test("Retry-After is passed on", async () => {
  const url = await receiver((_, response) => response.writeHead(503, { "retry-after": "30" }).end("busy"));
  expect(await transport().send(message(url))).toMatchObject({ status: 503, retry_after: "30" });
});

test("a receiver that does not answer in time is given up", async () => {
  const url = await receiver(() => {});
  const began_ms = performance.now();
  expect(await transport().send(message(url, 1_000))).toEqual({
    error: "There was no answer within 1 seconds.",
  });
  expect(performance.now() - began_ms).toBeLessThan(5_000);
});

test("a receiver that answers 200 and then never ends counts as answered, when the time is up", async () => {
  const url = await receiver((_, response) => response.writeHead(200).write("…"));
  expect(await transport().send(message(url, 2_000))).toMatchObject({ status: 200 });
});

test("an endless answer is cut off after a few kilobytes", async () => {
  let sent_bytes = 0;
  const chunk = Buffer.alloc(64 * 1024);
  const url = await receiver((_, response) => {
    const pour = () => {
      while (!response.destroyed) {
        sent_bytes += chunk.length;
        if (!response.write(chunk)) return;
      }
    };
    response.on("drain", pour).writeHead(200);
    pour();
  });
  const began_ms = performance.now();
  expect(await transport().send(message(url))).toMatchObject({ status: 200 });
  expect(performance.now() - began_ms).toBeLessThan(5_000);
  expect(sent_bytes).toBeLessThan(64 * 1024 * 1024);
});

test("a refused connection is an error in words", async () => {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await transport().send(message(url))).toEqual({ error: "The connection was refused." });
});

test("a connection that closes without an answer is an error in words", async () => {
  const url = await listen(createTcpServer((socket) => socket.on("data", () => socket.destroy())));
  expect(await transport().send(message(url))).toEqual({
    error: "The connection was closed without an answer.",
  });
});

test.each([
  ["220 mail.example ready\r\n", "The answer was not HTTP (Expected HTTP/, RTSP/ or ICE/)."],
  ["HTTP/1.1 20 x\r\n\r\n", "The answer was not HTTP (Invalid status code)."],
  ["HTTP/1.1 200 OK\r\nno header\r\n\r\n", "The answer was not HTTP (Invalid header token)."],
  ["HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello", "The answer was not HTTP."],
])("an answer that is not HTTP is an error in words: %j", async (answer, error) => {
  const url = await listen(createTcpServer((socket) => socket.on("data", () => socket.write(answer))));
  expect(await transport().send(message(url))).toEqual({ error });
});

test("several webhooks to one receiver share a connection", async () => {
  let connections = 0;
  const server = createServer((_, response) => response.end("ok")).on("connection", () => {
    connections += 1;
  });
  const url = await listen(server);
  const { send } = transport();
  for (let count = 0; count < 3; count++) expect(await send(message(url))).toMatchObject({ status: 200 });
  expect(connections).toBe(1);
});

test("when the receiver has closed a kept connection, the webhook goes out on a new one", async () => {
  let answered = 0;
  // Takes one request per connection, but does not say so: it hangs up on the second.
  const server = createTcpServer((socket) => {
    let requests = 0;
    socket.on("data", () => {
      requests += 1;
      if (requests > 1) return socket.resetAndDestroy();
      answered += 1;
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    });
    socket.on("error", () => {});
  });
  const url = await listen(server);
  const { send } = transport();
  expect(await send(message(url))).toMatchObject({ status: 200 });
  expect(await send(message(url))).toMatchObject({ status: 200 });
  expect(answered).toBe(2);
});

test("private addresses are not even connected to, however they are written", async () => {
  let connections = 0;
  const server = createServer((_, response) => response.end()).on("connection", () => {
    connections += 1;
  });
  const { port } = new URL(await listen(server));
  const { send } = transport({ allow_private: false });
  for (const host of ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "localhost", "0.0.0.0"]) {
    expect(await send(message(`http://${host}:${port}/`))).toEqual({
      error: "The address is not on the public Internet.",
    });
  }
  expect(connections).toBe(0);
});

test("what cannot be sent at all is an error, never an exception", async () => {
  const { send } = transport();
  expect(await send(message("no url"))).toEqual({ error: expect.any(String) });
  expect(await send({ ...message("http://127.0.0.1:9/"), headers: { bad: "line\nbreak" } })).toEqual({
    error: expect.any(String),
  });
});

test("of an answer the beginning is kept, with the headers that help to find out who answered", async () => {
  const url = await receiver((_, response) =>
    response
      .writeHead(500, { server: "nginx", "set-cookie": "session=private", location: "x".repeat(600) })
      .end(`${"é".repeat(10_000)}`),
  );
  const result = await transport().send(message(url));
  expect(result).toMatchObject({ status: 500, body: "é".repeat(8 * 1024), body_truncated: true });
  expect("headers" in result && result.headers).toEqual({
    date: expect.any(String),
    location: "x".repeat(512),
    server: "nginx",
  });
});

test("a character that is cut in half is left out, and an answer of just the right length is whole", async () => {
  const url = await receiver((request, response) =>
    response.end(request.url === "/cut" ? `x${"é".repeat(8 * 1024)}` : "x".repeat(16 * 1024)),
  );
  const { send } = transport();
  expect(await send(message(`${url}/cut`))).toMatchObject({
    body: `x${"é".repeat(8 * 1024 - 1)}`,
    body_truncated: true,
  });
  expect(await send(message(`${url}/whole`))).toMatchObject({
    body: "x".repeat(16 * 1024),
    body_truncated: false,
  });
});

test("an https:// address where nobody speaks TLS is an error in words", async () => {
  const url = await receiver((_, response) => response.end());
  expect(await transport().send(message(url.replace("http:", "https:")))).toEqual({
    error: "No encrypted connection could be made: is the address really an https:// one?",
  });
});

test("an answer whose headers never end is an error in words", async () => {
  const url = await listen(
    createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}`));
    }),
  );
  expect(await transport().send(message(url))).toEqual({ error: "The headers of the answer are too long." });
});

test("an endpoint that begins its answer and then says nothing is given up", async () => {
  const url = await listen(
    createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.write("HTTP/1.1 200 OK\r\ncontent-type: te"));
    }),
  );
  expect(await transport().send(message(url, 200))).toEqual({
    error: "There was no answer within 0 seconds.",
  });
});

test("an answer that ends before its length is the beginning of an answer", async () => {
  for (const answer of [
    "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nshort\r\nno number\r\n",
  ]) {
    const url = await listen(createTcpServer((socket) => socket.on("data", () => socket.end(answer))));
    expect(await transport().send(message(url))).toMatchObject({
      status: 200,
      body: "short",
      body_truncated: true,
    });
  }
});

test("an answer without a length ends with its connection, and the next webhook goes out on another", async () => {
  const answer = "HTTP/1.0 200 OK\r\ncontent-type: text/plain\r\n\r\nwhole";
  const url = await listen(createTcpServer((socket) => socket.on("data", () => socket.end(answer))));
  const { send } = transport();
  for (let count = 0; count < 2; count++) {
    expect(await send(message(url))).toMatchObject({ status: 200, body: "whole", body_truncated: false });
  }
});

test("of 5 MB of answer the beginning is kept, and the connection is closed", async () => {
  let closed: Promise<unknown> | undefined;
  const url = await receiver((request, response) => {
    closed = new Promise((resolve) => request.socket.on("close", resolve));
    response.on("error", () => {}).end(Buffer.alloc(5_000_000, "x"));
  });
  const result = await transport().send(message(url));
  expect(result).toMatchObject({ status: 200, body: "x".repeat(16 * 1024), body_truncated: true });
  await closed;
});

test("a compressed answer is kept as it came, and is not unpacked", async () => {
  const bomb = gzipSync(Buffer.alloc(10_000_000));
  const url = await receiver((_, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(bomb.subarray(0, 100)),
  );
  expect(await transport().send(message(url))).toMatchObject({
    status: 200,
    body: expect.stringMatching(/^.{1,100}$/su),
    body_truncated: false,
  });
});

test("what an endpoint says before its answer, and after it, is passed over", async () => {
  const url = await receiver((_, response) => {
    response.writeProcessing();
    response.writeEarlyHints({ link: "</style.css>; rel=preload" });
    response.writeHead(200, { trailer: "server", server: "before" });
    response.write("answer");
    response.addTrailers({ server: "after" });
    response.end();
  });
  expect(await transport().send(message(url))).toMatchObject({
    status: 200,
    headers: { server: "before" },
    body: "answer",
    body_truncated: false,
  });
});

test("an endpoint that asks for another protocol is an error in words", async () => {
  const answer = "HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
  const url = await listen(createTcpServer((socket) => socket.on("data", () => socket.end(answer))));
  expect(await transport().send(message(url))).toEqual({
    error: "The endpoint answered 100 or 101, for which it was not asked.",
  });
});

test("an endpoint that tells everybody to continue is heard to the end, on a kept connection too", async () => {
  const go_on = "HTTP/1.1 100 Continue\r\nserver: old\r\n\r\n";
  const answer = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nheard";
  for (const pieces of [
    [go_on + answer],
    [go_on + go_on, answer],
    [go_on, answer.slice(0, 30), answer.slice(30)],
  ]) {
    let connections = 0;
    const server = createTcpServer((socket) => {
      connections += 1;
      socket.setNoDelay(true).on("error", () => {});
      socket.on("data", async () => {
        for (const piece of pieces) await new Promise((resolve) => socket.write(piece, resolve));
      });
    });
    const { send } = transport();
    const url = await listen(server);
    for (let count = 0; count < 2; count++) {
      expect(await send(message(url))).toMatchObject({ status: 200, body: "heard", body_truncated: false });
    }
    expect(connections).toBe(1);
  }
});

test("headers that came several times are kept as one, and without the spaces around them", async () => {
  const head = ["retry-after: 30 ", "retry-after: 60", "via: a", "via: b", "content-length: 0"].join("\r\n");
  const url = await listen(
    createTcpServer((socket) => socket.on("data", () => socket.end(`HTTP/1.1 503 Busy\r\n${head}\r\n\r\n`))),
  );
  expect(await transport().send(message(url))).toMatchObject({
    status: 503,
    retry_after: "30",
    headers: { "retry-after": "30", via: "a, b", "content-length": "0" },
  });
});

// Made for this test, signed by itself, for localhost, and good until 2120.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgolQ/mWm8Bi4HuCeH
j0c4t6KhM01F+p5WuSPFl56FJQ+hRANCAASJD4Zg3PKeckr3jQaOCONRf5SKmgQ1
RtotnAN7xJOGaHCjKTKHQcIhrNjPpHt6GB18vguofn8607kUS8LWFS+X
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBXjCCAQSgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIkPhmDc8p5ySveN
Bo4I41F/lIqaBDVG2i2cA3vEk4ZocKMpModBwiGs2M+ke3oYHXy+C6h+fzrTuRRL
wtYVL5ejRTBDMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAMBgNVHRMEBTADAQH/MB0G
A1UdDgQWBBRE4yb1HqhXees1XFktYbnhlmet0TAKBggqhkjOPQQDAgNIADBFAiEA
7+3HQER2PVhzTdZ17gQVWO5fzY3/albrlS/VEV40r7wCIAh7dJRSHWux3cMgg/Ri
XB9x2oM1tmiAUxsRCJ0M0vxA
-----END CERTIFICATE-----`;

test("an endpoint whose certificate nobody vouches for is not told anything", async () => {
  let requests = 0;
  const server = createHttpsServer({ key, cert }, (_, response) => {
    requests += 1;
    response.end();
  });
  const url = await listen(server);
  expect(await transport().send(message(url.replace("http:", "https:")))).toEqual({
    error: "The certificate of the host is signed by itself.",
  });
  expect(requests).toBe(0);
});
