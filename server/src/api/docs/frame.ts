import { type Html, html } from "./html.ts";
import type { DocsLocale } from "./locale.ts";
import { TEXTS } from "./texts.ts";

/** A page of the reference, and what is around it. */
export interface Page {
  readonly locale: DocsLocale;
  /** Its address, without the query. */
  readonly path: string;
  readonly title: string;
  /** The pages that every page leads to: their addresses and titles. */
  readonly pages: readonly { readonly path: string; readonly title: Html | string }[];
  readonly navigation: Html | undefined;
  readonly content: Html;
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%231f4fd8'/%3E%3Cpath d='M16 5l2.6 8.4L27 16l-8.4 2.6L16 27l-2.6-8.4L5 16l8.4-2.6z' fill='%23fff'/%3E%3C/svg%3E";

/** The whole page as text. */
export function renderPage({ locale, path, title, pages, navigation, content }: Page): string {
  const texts = TEXTS[locale];
  const other: DocsLocale = locale === "en" ? "zh-CN" : "en";
  const tabs = pages.map(
    (page) =>
      html`<a href="${page.path}?locale=${locale}"${isCurrent(page.path, path) && html` aria-current="page"`}>${page.title}</a>`,
  );
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Starway</title>
<link rel="icon" href="${{ html: ICON }}">
<link rel="stylesheet" href="/docs/assets/docs.css">
<script src="/docs/assets/docs.js" defer></script>
</head>
<body>
<a class="skip" href="#content">${texts.skip}</a>
<header>
<a class="brand" href="/docs?locale=${locale}">Starway</a>
<nav class="tabs" aria-label="${texts.title}">${tabs}</nav>
<a class="language" href="${path}?locale=${other}" lang="${other}" hreflang="${other}">${TEXTS[other].language}</a>
</header>
<div class="${navigation === undefined ? "page" : "page with-side"}">
${
  navigation !== undefined &&
  html`<nav class="side" aria-label="${texts.contents}">${navigation}</nav>
<details class="menu"><summary>${texts.contents}</summary><nav aria-label="${texts.contents}">${navigation}</nav></details>`
}
<main id="content" tabindex="-1">
${content}
</main>
</div>
</body>
</html>
`;
  return page.html;
}

/** A guide is a page of the guides. */
function isCurrent(tab: string, path: string): boolean {
  return tab === path || (tab !== "/docs" && path.startsWith(`${tab}/`));
}
