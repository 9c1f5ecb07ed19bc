import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { servedSdk } from "./build-sdk.ts";
import { CASHIER_PAGE, FORGER_PAGE, MERCHANT_PAGE, MERCHANT_SCRIPT, MERCHANT_STYLE } from "./pages.ts";

interface Answer {
  type: string;
  body: string;
  headers?: Record<string, string>;
}

/** The parties of the tests, each with an origin of its own. */
export interface Origins {
  merchant: string;
  cashier: string;
  stranger: string;
  close(): Promise<void>;
}

/** Starts a merchant's site with a strict policy, a checkout page that speaks the protocol, and a stranger's site. */
export async function startOrigins(): Promise<Origins> {
  const cashier = await listen("localhost", () => ({ type: "text/html", body: CASHIER_PAGE }));
  const stranger = await listen("127.0.0.1", () => ({ type: "text/html", body: FORGER_PAGE }));
  const sdk = await servedSdk("faststar.min.js", cashier.origin);
  const merchant = await listen("127.0.0.1", (request) => {
    if (request.url === "/faststar.min.js") return { type: "text/javascript", body: sdk };
    if (request.url === "/shop.js") return { type: "text/javascript", body: MERCHANT_SCRIPT };
    if (request.url === "/shop.css") return { type: "text/css", body: MERCHANT_STYLE };
    const frames = request.url === "/no-frames" ? "'none'" : `${cashier.origin} ${stranger.origin}`;
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; frame-src ${frames}`;
    return { type: "text/html", body: MERCHANT_PAGE, headers: { "content-security-policy": policy } };
  });
  const close = async () => {
    for (const { server } of [merchant, cashier, stranger]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return { merchant: merchant.origin, cashier: cashier.origin, stranger: stranger.origin, close };
}

async function listen(host: string, answer: (request: IncomingMessage) => Answer) {
  const server: Server = createServer((request, response) => {
    const { type, body, headers } = answer(request);
    response.writeHead(200, { "content-type": `${type}; charset=utf-8`, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { server, origin: `http://${host}:${(server.address() as AddressInfo).port}` };
}
