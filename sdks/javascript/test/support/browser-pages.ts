import { createServer, type IncomingMessage, type Server } from "node:http";

/** A shop's page, and the API on another origin, which lets pages of any origin call, as Starway does. */
export interface BrowserPages {
  readonly shop: string;
  readonly api: string;
  /** What the API was asked, but for the browser's questions whether it may ask. */
  readonly asked: {
    readonly line: string;
    readonly authorization: string | undefined;
    readonly body: unknown;
  }[];
  close(): void;
}

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE",
  "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key",
  "access-control-expose-headers": "Request-Id, Retry-After",
};

/** Serves a page with a script, and answers what a payment in it needs; of the first request the answer gets lost. */
export async function serveBrowserPages(script: () => string): Promise<BrowserPages> {
  const asked: BrowserPages["asked"] = [];
  const shop = createServer((request, response) => {
    if (request.url === "/shop.js") response.setHeader("content-type", "text/javascript").end(script());
    else
      response
        .setHeader("content-type", "text/html")
        .end('<!doctype html><title>Shop</title><script src="/shop.js"></script>');
  });
  const api = createServer(async (request, response) => {
    if (request.method === "OPTIONS") return void response.writeHead(204, CORS).end();
    const body = JSON.parse(await textOf(request));
    asked.push({
      line: `${request.method} ${request.url}`,
      authorization: request.headers.authorization,
      body,
    });
    if (asked.length === 1) return void response.writeHead(503, { ...CORS, "retry-after": "0" }).end("{}");
    response.writeHead(200, { ...CORS, "content-type": "application/json", "request-id": "req_7" });
    response.end(JSON.stringify(answerTo(request.url ?? "")));
  });
  const [shop_url, api_url] = await Promise.all([listen(shop), listen(api)]);
  const close = () => {
    for (const server of [shop, api]) {
      server.closeAllConnections();
      server.close();
    }
  };
  return { shop: shop_url, api: api_url, asked, close };
}

function answerTo(url: string): object {
  if (url === "/v1/payment_methods") return { id: "pm_1", object: "payment_method" };
  return { id: "pi_1", object: "payment_intent", status: "succeeded", next_action: null };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}
