import type { OpenapiDocument } from "../plugins/openapi/openapi-document.ts";
import { apiNavigation, apiPage } from "./api-page.ts";
import { type Page, renderPage } from "./frame.ts";
import { guidePath } from "./guides/guide.ts";
import { guideList, guidePage } from "./guides/page.ts";
import { parseGuide } from "./guides/parse.ts";
import { readGuides } from "./guides/read.ts";
import { type Html, html } from "./html.ts";
import { indexPage } from "./index-page.ts";
import type { DocsLocale } from "./locale.ts";
import { english } from "./section.ts";
import { TEXTS } from "./texts.ts";

export interface ReadDocument {
  readonly id: string;
  readonly document: OpenapiDocument;
}

/** The pages of the reference and of the guides, as text. The guides are read from the folder with the project's texts. */
export function createPages(documents: readonly ReadDocument[], origin: string, root_dir: string) {
  const guidesIn = (locale: DocsLocale) => readGuides(root_dir, locale).map(parseGuide);

  function page(locale: DocsLocale, path: string, title: string, content: Html, navigation?: Html): string {
    const { overview, guides } = TEXTS[locale];
    const apis = documents.map(({ id, document }) => ({
      path: `/docs/${id}`,
      title: english(document.info.title),
    }));
    const own: Page["pages"] = [
      { path: "/docs", title: overview },
      { path: "/docs/guides", title: guides },
    ];
    return renderPage({ locale, path, title, pages: [...own, ...apis], navigation, content });
  }

  function missing(locale: DocsLocale): string {
    const { not_found } = TEXTS[locale];
    return page(locale, "/docs", not_found, html`<h1>${not_found}</h1>`);
  }

  return {
    index(locale: DocsLocale): string {
      const content = indexPage(documents, guidesIn(locale), locale, origin);
      return page(locale, "/docs", TEXTS[locale].title, content);
    },
    api(locale: DocsLocale, { id, document }: ReadDocument): string {
      const shown = { id, document, locale, origin };
      return page(locale, `/docs/${id}`, document.info.title, apiPage(shown), apiNavigation(shown));
    },
    guides(locale: DocsLocale): string {
      const { guides, guides_intro } = TEXTS[locale];
      const content = html`<h1>${guides}</h1>
<p class="intro">${guides_intro}</p>
${guideList(guidesIn(locale), locale)}`;
      return page(locale, "/docs/guides", guides, content);
    },
    guide(locale: DocsLocale, wanted: string): string {
      const guides = guidesIn(locale);
      const guide = guides.find(({ id }) => id === wanted);
      if (guide === undefined) return missing(locale);
      const { content, navigation } = guidePage(guide, guides, locale, origin);
      return page(locale, guidePath(guide.id), guide.title, content, navigation);
    },
    missing,
  };
}
