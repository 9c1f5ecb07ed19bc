import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { type CachedText, cacheText, sendCached } from "./cached-text.ts";

/** The OpenAPI document of an API, and the name that it has in addresses. */
export interface PublishedDocument {
  readonly id: string;
  /** Makes the document; it can be asked once the server is ready. */
  readonly document: () => object;
}

export interface DocsOptions {
  /** Where this installation is reached, for the examples. */
  public_url: string;
  documents: readonly PublishedDocument[];
}

/** The OpenAPI documents, and the reference that is rendered from them. */
export const docs: FastifyPluginAsync<DocsOptions> = async (app, { documents }) => {
  for (const published of documents) serveDocument(app, published);
};

function serveDocument(app: FastifyInstance, { id, document }: PublishedDocument): void {
  let cached: CachedText | undefined;
  app.get(`/openapi/${id}.json`, (request, reply) => {
    cached ??= cacheText(`${JSON.stringify(document())}\n`, "application/json; charset=utf-8");
    // Tools that show documents are pages of other origins; there is nothing private in it.
    reply.header("Access-Control-Allow-Origin", "*");
    return sendCached(request, reply, cached);
  });
}
