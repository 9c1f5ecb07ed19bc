import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyPluginAsync } from "fastify";

export interface BrowserSdkOptions {
  /** The browser SDK workspace's built files. */
  dist_dir: string;
  /** Baked into the file, so that no page can point the SDK at another cashier. */
  cashier_url: string;
}

const PLACEHOLDER = "__STARWAY_CASHIER_ORIGIN__";
const FILES = ["faststar.js", "faststar.min.js"] as const;

/** The browser SDK at its versioned address, made for this installation's cashier. */
export const browserSdk: FastifyPluginAsync<BrowserSdkOptions> = async (app, { dist_dir, cashier_url }) => {
  const origin = new URL(cashier_url).origin;
  for (const file of FILES) {
    const source = readFileSync(join(dist_dir, file), "utf8").replaceAll(PLACEHOLDER, origin);
    const etag = `"${createHash("sha256").update(source).digest("base64url")}"`;
    app.get(`/sdk/v1/${file}`, (request, reply) => {
      reply.headers({
        ETag: etag,
        // A fix must reach every shop within minutes.
        "Cache-Control": "public, max-age=300",
        // Pages that name the file's hash (SRI) fetch it as any origin's script.
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
      });
      if (request.headers["if-none-match"] === etag) return reply.code(304).send();
      return reply.type("text/javascript; charset=utf-8").send(source);
    });
  }
};
