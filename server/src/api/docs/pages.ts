import type { OpenapiDocument } from "../plugins/openapi/openapi-document.ts";
import { apiNavigation, apiPage } from "./api-page.ts";
import { type Page, renderPage } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { indexPage } from "./index-page.ts";
import type { DocsLocale } from "./locale.ts";
import { TEXTS } from "./texts.ts";

export interface ReadDocument {
  readonly id: string;
  readonly document: OpenapiDocument;
}

/** The pages of the reference, as text. */
export function createPages(documents: readonly ReadDocument[], origin: string) {
  function page(locale: DocsLocale, path: string, title: string, content: Html, navigation?: Html): string {
    const apis = documents.map(({ id, document }) => ({ path: `/docs/${id}`, title: document.info.title }));
    const pages: Page["pages"] = [{ path: "/docs", title: TEXTS[locale].overview }, ...apis];
    return renderPage({ locale, path, title, pages, navigation, content });
  }

  return {
    index(locale: DocsLocale): string {
      return page(locale, "/docs", TEXTS[locale].title, indexPage(documents, locale, origin));
    },
    api(locale: DocsLocale, { id, document }: ReadDocument): string {
      const shown = { id, document, locale, origin };
      return page(locale, `/docs/${id}`, document.info.title, apiPage(shown), apiNavigation(shown));
    },
    missing(locale: DocsLocale): string {
      const { not_found } = TEXTS[locale];
      return page(locale, "/docs", not_found, html`<h1>${not_found}</h1>`);
    },
  };
}
