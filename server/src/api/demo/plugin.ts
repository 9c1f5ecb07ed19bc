import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { refusalOfError } from "../plugins/refusal-of-error.ts";
import { registerUnknownRoutes } from "../plugins/unknown-routes.ts";
import { loadAssets } from "./assets.ts";
import { createPriceLookup } from "./catalog.ts";
import { sendRefusal } from "./errors.ts";
import { createInbox } from "./inbox.ts";
import { chooseLocale } from "./locale.ts";
import type { MerchantName, MerchantSecrets } from "./merchant.ts";
import { readOrder } from "./order.ts";
import { createOrderBook, type OrderBook } from "./order-book.ts";
import { loadPages } from "./pages.ts";
import { type Account, placeOrder } from "./place-order.ts";
import { createStarwayPost, StarwayRefusal } from "./starway-client.ts";
import { webhookReceiver } from "./webhook-receiver.ts";
import { streamWebhooks } from "./webhook-stream.ts";

/** What the demo shop has to be told. */
export interface DemoOptions {
  /** Where Starway, and with it the shop, is reached by browsers. */
  public_url: string;
  /** Where the cashier is, when that is somewhere else. */
  cashier_url?: string;
  merchants: Record<MerchantName, MerchantSecrets>;
  /** The time in milliseconds since 1970. */
  now: () => number;
  fetch?: typeof fetch;
}

/** A small shop at `/demo`, which knows nothing of Starway but its HTTP API, its webhooks and its browser SDK. */
export const demoPlugin: FastifyPluginAsync<DemoOptions> = async (app, options) => {
  await app.register(shop, { ...options, prefix: "/demo" });
};

const shop: FastifyPluginAsync<DemoOptions> = async (app, options) => {
  const orders = createOrderBook();
  const inbox = createInbox();
  keepRawBodies(app);
  app.setErrorHandler((error: Error, request, reply) => sendRefusal(reply, refusalOfError(error, request)));
  registerUnknownRoutes(app, sendRefusal);
  servePages(app, orders, options);
  takeOrders(app, orders, options);
  app.post("/webhooks/:merchant", webhookReceiver(inbox, options.merchants, options.now));
  streamWebhooks(app, inbox);
};

/** A webhook's signature is about its bytes, so this scope hands every body to its routes as it came. */
function keepRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

function servePages(app: FastifyInstance, orders: OrderBook, options: DemoOptions): void {
  const pages = loadPages();
  const assets = loadAssets();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy(options.cashier_url ?? options.public_url),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    vary: "accept-language",
  };

  app.get<{ Querystring: { locale?: unknown } }>("", (request, reply) => {
    const locale = chooseLocale(request.query.locale, request.headers["accept-language"]);
    return reply.headers(headers).send(pages.shop(locale));
  });

  app.get<{ Querystring: { session?: unknown; locale?: unknown } }>("/thanks", (request, reply) => {
    const order = orders.find(request.query.session);
    const requested = request.query.locale ?? order?.locale;
    const locale = chooseLocale(requested, request.headers["accept-language"]);
    return reply.headers(headers).send(pages.thanks(locale, order?.client_reference_id));
  });

  app.get<{ Params: { file: string } }>("/assets/:file", (request, reply) => {
    const asset = assets.get(request.params.file);
    if (asset === undefined) return reply.code(404).send({ error: { code: "not_found" } });
    reply.headers({ "x-content-type-options": "nosniff", "cache-control": "no-cache" });
    return reply.type(asset.type).send(asset.body);
  });
}

function takeOrders(app: FastifyInstance, orders: OrderBook, options: DemoOptions): void {
  const base_url = options.public_url.replace(/\/+$/, "");
  const accounts = {
    direct: createAccount(base_url, options.merchants.direct, options.fetch),
    mor: createAccount(base_url, options.merchants.mor, options.fetch),
  } satisfies Record<MerchantName, Account>;

  app.post("/checkout", async (request, reply) => {
    // Forms of other sites can send any body, but not this content type.
    const is_json = /^application\/json\b/i.test(request.headers["content-type"] ?? "");
    const order = is_json ? readOrder(request.body as Buffer) : "The content type must be application/json.";
    if (typeof order === "string")
      return reply.code(400).send({ error: { code: "invalid_order", message: order } });
    try {
      return await placeOrder(accounts[order.merchant], orders, base_url, order);
    } catch (error) {
      if (!(error instanceof StarwayRefusal)) throw error;
      return reply.code(502).send({ error: { code: "starway_refused", message: error.message } });
    }
  });
}

function createAccount(base_url: string, secrets: MerchantSecrets, fetch_: typeof fetch = fetch): Account {
  const post = createStarwayPost(base_url, secrets.secret_key, fetch_);
  return { post, priceOf: createPriceLookup(post) };
}

function contentSecurityPolicy(cashier_url: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    `frame-src 'self' ${new URL(cashier_url).origin}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}
