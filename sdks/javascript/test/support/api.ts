import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly time_ms: number;
}

/** What is answered: a status, a body and headers; or whatever is done with the connection. */
export type Reply =
  | { readonly status?: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | ((response: ServerResponse) => void);

/** An API that answers what a test wants, one reply after the other; the last one again and again. */
export interface ScriptedApi {
  readonly url: string;
  readonly requests: readonly Received[];
  /** Begins anew. */
  answer(...replies: Reply[]): void;
}

export function useScriptedApi(): ScriptedApi {
  const requests: Received[] = [];
  let replies: Reply[] = [];
  const answer = (...next: Reply[]) => {
    replies = next;
  };
  const api = { url: "", requests, answer };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "", headers } = request;
    requests.push({ method, url, headers, body, time_ms: performance.now() });
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
    if (typeof reply === "function") return reply(response);
    const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? {});
    response.writeHead(reply.status ?? 200, { "request-id": "req_1", ...reply.headers }).end(text);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    api.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  beforeEach(() => {
    requests.length = 0;
    replies = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return api;
}

/** A refusal in the API's shape. */
export function refusal(
  status: number,
  error: object,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { error: { message: "No.", param: null, request_id: "req_1", ...error } } };
}

/** The connection ends before there is an answer. */
export const hangUp: Reply = (response) => response.socket?.destroy();

/** There is no answer, and no end either. */
export const keepWaiting: Reply = () => {};
