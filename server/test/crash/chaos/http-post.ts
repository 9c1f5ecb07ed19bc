import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A small server on this machine for the parties around Starway. */
export interface PostServer {
  readonly url: string;
  close(): void;
}

export type OnPost = (
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
) => Promise<void> | void;

/** Hands on every request with its body. Who asks and does not wait for the answer is no matter. */
export async function servePosts(onPost: OnPost): Promise<PostServer> {
  const server = createServer(async (request, response) => {
    response.on("error", () => {});
    const body = await text(request).catch(() => undefined);
    if (body !== undefined) await onPost(request, response, body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
