import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A receiver on this machine that waits for one webhook. */
export interface WebhookProbe {
  readonly url: string;
  /** Resolves when a webhook signed with the secret has arrived. */
  received(secret: string): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 10_000;

export async function receiveWebhook(): Promise<WebhookProbe> {
  let deliver: (message: { signature: string; body: string }) => void = () => {};
  const message = new Promise<{ signature: string; body: string }>((resolve) => {
    deliver = resolve;
  });
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    response.end();
    deliver({ signature: String(request.headers["onerway-signature"] ?? ""), body });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async received(secret) {
      const { signature, body } = await withPatience(message);
      const time = /t=(\d+)/.exec(signature)?.[1] ?? "";
      const expected = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
      if (!signature.includes(`v1=${expected}`)) throw new Error("it arrived, but its signature is wrong");
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function withPatience<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error("none came within 10 s: is a worker running?")),
      PATIENCE_MS,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
