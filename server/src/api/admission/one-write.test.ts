import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, connect, Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test, vi } from "vitest";
import { writeInOne } from "./one-write.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** All that a server says to one request on a connection of its own. */
async function exchange(answer: RequestListener, prepare: (server: ReturnType<typeof createServer>) => void) {
  const server = createServer(answer);
  prepare(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const said = await text(socket);
  server.close();
  return said.replace(/^Date: .*$/m, "Date");
}

const ANSWERS: Record<string, RequestListener> = {
  "a text": (_request, response) => void response.setHeader("Content-Length", 5).end("plain"),
  "a text of several bytes a character": (_request, response) => void response.end("支付 é 😀"),
  bytes: (_request, response) => void response.end(Buffer.from([0, 255, 128, 10])),
  nothing: (_request, response) => void response.writeHead(204).end(),
  "an empty text": (_request, response) => void response.end(""),
  "several pieces": (_request, response) => {
    response.write("one");
    response.write("");
    response.write(Buffer.from("two"));
    response.end("three");
  },
  "more than a connection takes at once": (_request, response) => void response.end("x".repeat(5_000_000)),
};

test.each(Object.entries(ANSWERS))("an answer of %s reads as Node writes it", async (_name, answer) => {
  expect(await exchange(answer, writeInOne)).toBe(await exchange(answer, () => {}));
});

test("an answer is written as one text", async () => {
  const many = vi.spyOn(Socket.prototype as unknown as { _writev: () => void }, "_writev");
  await exchange(ANSWERS["a text"] as RequestListener, writeInOne);
  expect(many).not.toHaveBeenCalled();
  await exchange(ANSWERS["a text"] as RequestListener, () => {});
  expect(many).toHaveBeenCalledOnce();
});
