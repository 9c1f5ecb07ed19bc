import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { OpenapiDocument } from "../plugins/openapi/openapi-document.ts";
import { ASSETS } from "./assets.ts";
import { type CachedText, cacheText, sendCached } from "./cached-text.ts";
import { guidePath } from "./guides/guide.ts";
import { readGuides } from "./guides/read.ts";
import { chooseLocale, type DocsLocale } from "./locale.ts";
import { createPages } from "./pages.ts";

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
  /** The folder with the project's texts, of which the guides are shown. */
  texts_dir: string;
}

const HTML_TYPE = "text/html; charset=utf-8";
const PAGE_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "same-origin",
  Vary: "Accept-Language",
};

/** The OpenAPI documents, the reference that is rendered from them, and the guides. Each is made when it is first asked for. */
export const docs: FastifyPluginAsync<DocsOptions> = async (app, { documents, public_url, texts_dir }) => {
  const made = new Map<string, CachedText>();
  const once = (name: string, type: string, make: () => string): CachedText => {
    const cached = made.get(name) ?? cacheText(make(), type);
    made.set(name, cached);
    return cached;
  };
  const read = ({ id, document }: PublishedDocument) => ({ id, document: document() as OpenapiDocument });
  const pages = () => createPages(documents.map(read), public_url, texts_dir);
  const sendPage = (
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    make: (locale: DocsLocale) => string,
  ) => {
    const { locale: requested } = request.query as { locale?: unknown };
    const locale = chooseLocale(requested, request.headers["accept-language"]);
    reply.headers(PAGE_HEADERS);
    return sendCached(
      request,
      reply,
      once(`${name} ${locale}`, HTML_TYPE, () => make(locale)),
    );
  };

  app.get("/docs", (request, reply) => sendPage(request, reply, "index", (locale) => pages().index(locale)));
  app.get("/docs/guides", (request, reply) =>
    sendPage(request, reply, "guides", (locale) => pages().guides(locale)),
  );
  for (const { id } of readGuides(texts_dir, "en")) {
    app.get(guidePath(id), (request, reply) =>
      sendPage(request, reply, `guides/${id}`, (locale) => pages().guide(locale, id)),
    );
  }
  for (const published of documents) {
    const { id } = published;
    app.get(`/docs/${id}`, (request, reply) =>
      sendPage(request, reply, id, (locale) => pages().api(locale, read(published))),
    );
    app.get(`/openapi/${id}.json`, (request, reply) => {
      // Tools that show documents are pages of other origins; there is nothing private in it.
      reply.header("Access-Control-Allow-Origin", "*");
      const make = () => `${JSON.stringify(published.document())}\n`;
      return sendCached(request, reply, once(`${id}.json`, "application/json; charset=utf-8", make));
    });
  }
  for (const [name, { type, text }] of Object.entries(ASSETS)) {
    app.get(`/docs/assets/${name}`, (request, reply) =>
      sendCached(
        request,
        reply,
        once(name, type, () => text),
      ),
    );
  }
  app.get("/docs/*", (request, reply) =>
    sendPage(request, reply.code(404), "missing", (locale) => pages().missing(locale)),
  );
};
