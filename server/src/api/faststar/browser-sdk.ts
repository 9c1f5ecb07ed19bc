import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { bakeBrowserSdk, type ServedFile } from "./browser-sdk-files.ts";

export interface BrowserSdkOptions {
  /** The browser SDK workspace's built files. */
  dist_dir: string;
  /** Baked into the files, so that no page can point the SDK at another cashier. */
  cashier_url: string;
}

/** The browser SDK at its versioned address, made for this installation's cashier. */
export const browserSdk: FastifyPluginAsync<BrowserSdkOptions> = async (app, { dist_dir, cashier_url }) => {
  for (const file of bakeBrowserSdk(dist_dir, new URL(cashier_url).origin)) {
    app.get<{ Querystring: { v?: unknown } }>(`/sdk/v1/${file.name}`, (request, reply) =>
      send(file, request.query.v, request, reply),
    );
  }
};

function send(
  file: ServedFile,
  version: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { etag, body, gzipped } = file;
  reply.headers({
    ETag: etag,
    "Cache-Control": cacheControl(file, version),
    // Pages that name the file's hash (SRI) fetch it as any origin's script, and so do modules.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    Vary: "Accept-Encoding",
  });
  if (hasAlready(request.headers["if-none-match"], etag)) return reply.code(304).send();
  reply.type(file.type);
  if (gzipped === undefined || !/\bgzip\b/.test(String(request.headers["accept-encoding"])))
    return reply.send(body);
  return reply.header("Content-Encoding", "gzip").send(gzipped);
}

/**
 * A fix must reach every shop within minutes. An address that names the version of the file never changes, so a page
 * that pins the hash cannot be given an older file by a cache.
 */
function cacheControl({ version, type }: ServedFile, asked: unknown): string {
  if (type === "application/json") return "no-cache";
  return asked === version ? "public, max-age=31536000, immutable" : "public, max-age=300";
}

/** Proxies that compress turn a tag into a weak one, and a client may name several. */
function hasAlready(if_none_match: string | undefined, etag: string): boolean {
  const tags = (if_none_match ?? "").split(",").map((tag) => tag.trim());
  return tags.some((tag) => tag === "*" || tag === etag || `W/${tag}` === etag);
}
