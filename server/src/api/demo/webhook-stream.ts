import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Inbox, ReceivedWebhook } from "./inbox.ts";

const HEARTBEAT_MS = 20_000;
const MAXIMUM_STREAMS = 100;
const BACKLOG_LIMIT = 1_000_000;

/** `GET /demo/webhooks`: first the webhooks so far, then each one as it arrives, as server-sent events. */
export function streamWebhooks(app: FastifyInstance, inbox: Inbox): void {
  const streams = new Set<PassThrough>();
  app.get("/webhooks", { exposeHeadRoute: false }, (_request, reply) => {
    if (streams.size >= MAXIMUM_STREAMS) return reply.code(503).header("retry-after", "30").send();
    const stream = openStream(inbox);
    streams.add(stream);
    stream.once("close", () => streams.delete(stream));
    return reply
      .headers({
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      })
      .send(stream);
  });
  // An open stream would keep the server from closing.
  app.addHook("preClose", async () => {
    for (const stream of streams) stream.end();
  });
}

function openStream(inbox: Inbox): PassThrough {
  const stream = new PassThrough();
  const write = (text: string) => {
    if (stream.writableLength > BACKLOG_LIMIT) stream.destroy();
    else stream.write(text);
  };
  const send = (name: string, data: ReceivedWebhook | readonly ReceivedWebhook[]) =>
    write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS).unref();
  const unwatch = inbox.watch((webhook) => send("webhook", webhook));
  for (const end of ["finish", "close"]) {
    stream.once(end, () => {
      clearInterval(heartbeat);
      unwatch();
    });
  }
  send("latest", inbox.latest());
  return stream;
}
