import { createServer } from "node:http";

/** A shop's page, on another origin than the API. */
export interface ShopPage {
  readonly url: string;
  close(): void;
}

/** Serves a page that runs a script, at every address. */
export async function serveShopPage(script: string): Promise<ShopPage> {
  const server = createServer((request, response) => {
    const is_script = request.url === "/shop.js";
    response.setHeader("content-type", is_script ? "text/javascript" : "text/html; charset=utf-8");
    response.end(is_script ? script : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address();
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${typeof address === "object" ? address?.port : ""}/`, close };
}

const PAGE =
  '<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script src="/shop.js"></script>';
