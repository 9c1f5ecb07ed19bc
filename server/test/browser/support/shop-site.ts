import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A merchant's own site, on another origin than Starway. */
export interface ShopSite {
  readonly origin: string;
  /** The page with a "Buy" button, which opens that checkout over itself. */
  pageFor(checkout_url: string): string;
  /** The page with an "Add a card" button, which opens the window of that setup intent. */
  cardPageFor(setup: { id: string; client_secret: string }): string;
  close(): Promise<void>;
}

/** Starts a shop that buys at a Starway: `/` opens the overlay, `/thanks` and `/basket` are where buyers come back to. */
export async function openShopSite(starway: string): Promise<ShopSite> {
  // A strict policy, as a careful shop has: Starway's script and frame, and nothing that stands in the page.
  const policy = `default-src 'none'; script-src 'self' ${starway}; frame-src ${starway}; img-src data:`;
  const server = createServer((request, response) => {
    const { type, body } = answer(request, starway);
    const headers = { "content-type": `${type}; charset=utf-8`, "content-security-policy": policy };
    response.writeHead(200, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    pageFor: (checkout_url) => `${origin}/?checkout=${encodeURIComponent(checkout_url)}`,
    cardPageFor: ({ id, client_secret }) => `${origin}/?${new URLSearchParams({ setup: id, client_secret })}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answer({ url = "/" }: IncomingMessage, starway: string): { type: string; body: string } {
  const { pathname } = new URL(url, "http://localhost");
  if (pathname === "/shop.js") return { type: "text/javascript", body: SCRIPT };
  if (pathname === "/thanks") return { type: "text/html", body: page("Thank you", "") };
  if (pathname === "/basket") return { type: "text/html", body: page("Your basket", "") };
  const scripts = `<script src="${starway}/sdk/v1/faststar.min.js"></script><script src="/shop.js"></script>`;
  const buttons = '<button id="buy">Buy</button> <button id="add">Add a card</button>';
  return { type: "text/html", body: page("Shop", buttons + scripts) };
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;
}

const SCRIPT = `
  window.heard = [];
  for (const name of ["success", "cancel", "close", "error"]) {
    FastStar.on("checkout." + name, (data) => heard.push({ name, ...data }));
  }
  const query = new URLSearchParams(location.search);
  document.getElementById("buy").onclick = () => FastStar.checkout.open({ url: query.get("checkout") });
  window.told = [];
  const tell = (name) => (data) => told.push({ name, ...data });
  const callbacks = { onSuccess: tell("success"), onCancel: tell("cancel"), onError: tell("error") };
  const session = { setup_intent_id: query.get("setup"), client_secret: query.get("client_secret") };
  window.met = 0;
  addEventListener("message", ({ data }) => { if (data.type === "ready") met++; });
  document.getElementById("add").onclick = () => FastStar.cards.add(session, callbacks);
`;
