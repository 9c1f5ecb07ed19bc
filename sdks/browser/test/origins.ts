import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { servedSdk } from "./build-sdk.ts";
import {
  CARD_PAGE,
  CASHIER_PAGE,
  FORGER_PAGE,
  MERCHANT_PAGE,
  MERCHANT_SCRIPT,
  MERCHANT_STYLE,
} from "./pages.ts";

interface Answer {
  type: string;
  body: string;
  headers?: Record<string, string>;
}

/** A page of the merchant's, with the policy that it is sent with. */
export interface Page {
  body: string;
  policy: string;
}

/** The parties of the tests, each with an origin of its own. */
export interface Origins {
  merchant: string;
  cashier: string;
  stranger: string;
  /** The SDK's files as this cashier serves them, by name. */
  sdk: Map<string, string>;
  /** Further pages of the merchant, by path. */
  pages: Map<string, Page>;
  close(): Promise<void>;
}

/** Starts a merchant's site with a strict policy, a cashier that speaks the protocol, and a stranger's site. */
export async function startOrigins(): Promise<Origins> {
  const sdk = new Map<string, string>();
  const cashier = await listen("localhost", (request) => answerOfCashier(request, sdk));
  const stranger = await listen("127.0.0.1", () => ({ type: "text/html", body: FORGER_PAGE }));
  for (const [name, code] of await servedSdk(cashier.origin)) sdk.set(name, code);
  const frames = `${cashier.origin} ${stranger.origin}`;
  const pages = new Map<string, Page>();
  const merchant = await listen("127.0.0.1", ({ url = "/" }) => {
    const page = pages.get(url);
    return page ? pageAnswer(page) : answerOfMerchant(url, sdk, frames);
  });
  const close = async () => {
    for (const { server } of [merchant, cashier, stranger]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  const addresses = { merchant: merchant.origin, cashier: cashier.origin, stranger: stranger.origin };
  return { ...addresses, sdk, pages, close };
}

function pageAnswer({ body, policy }: Page): Answer {
  return { type: "text/html", body, headers: { "content-security-policy": policy } };
}

/** Two sessions refuse to be framed, each in one of the ways that there are. */
const FRAME_REFUSALS: Record<string, Record<string, string>> = {
  "/checkout/cs_denied": { "x-frame-options": "DENY" },
  "/checkout/cs_link": { "content-security-policy": "frame-ancestors 'none'" },
};

function answerOfCashier(request: IncomingMessage, sdk: Map<string, string>): Answer {
  const { url = "/", headers } = request;
  if (url.startsWith("/api/v1/")) return apiAnswer(url, `http://${headers.host}`, headers["x-api-key"]);
  const path = url.split("?")[0] ?? "";
  const script = sdk.get(path.replace("/sdk/v1/", ""));
  if (script) {
    return { type: "text/javascript", body: script, headers: { "access-control-allow-origin": "*" } };
  }
  if (path.startsWith("/cards/")) return { type: "text/html", body: CARD_PAGE };
  return { type: "text/html", body: CASHIER_PAGE, headers: FRAME_REFUSALS[path] };
}

/** What the API answers to the calls of the guide's shop; the key is the only thing that it looks at. */
function apiAnswer(url: string, origin: string, key: unknown): Answer {
  const data: Record<string, object> = {
    "/api/v1/public/checkout/sessions": { url: `${origin}/checkout/cs_1?token=t` },
    "/api/v1/public/customers/cus_xxx/setup-intent": {
      setup_intent_id: "seti_1",
      client_secret: "seti_1_secret_1",
    },
    "/api/v1/public/customers/cus_xxx/payment-methods": { id: "pm_1", brand: "visa", last4: "4242" },
  };
  const success = key === "sk_test_1" && url in data;
  const answer = success ? { success, message: "OK", data: data[url] } : { success, message: `Not ${url}` };
  return { type: "application/json", body: JSON.stringify(answer) };
}

/** The headers that pages of the merchant have besides the policy. */
const MERCHANT_HEADERS: Record<string, Record<string, string>> = {
  "/isolated": { "cross-origin-opener-policy": "same-origin" },
  "/isolated-but-for-popups": { "cross-origin-opener-policy": "same-origin-allow-popups" },
};

function answerOfMerchant(url: string, sdk: Map<string, string>, frames: string): Answer {
  if (url === "/faststar.min.js") return { type: "text/javascript", body: sdk.get("faststar.min.js") ?? "" };
  if (url === "/shop.js") return { type: "text/javascript", body: MERCHANT_SCRIPT };
  if (url === "/shop.css") return { type: "text/css", body: MERCHANT_STYLE };
  const frame_src = url === "/no-frames" ? "'none'" : frames;
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; frame-src ${frame_src}`;
  const body = url === "/rtl" ? MERCHANT_PAGE.replace('lang="en"', 'lang="ar" dir="rtl"') : MERCHANT_PAGE;
  const headers = { "content-security-policy": policy, ...MERCHANT_HEADERS[url] };
  return { type: "text/html", body, headers };
}

async function listen(host: string, answer: (request: IncomingMessage) => Answer) {
  const server: Server = createServer((request, response) => {
    const { type, body, headers } = answer(request);
    response.writeHead(200, { "content-type": `${type}; charset=utf-8`, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { server, origin: `http://${host}:${(server.address() as AddressInfo).port}` };
}
