import { type Html, html } from "../html.ts";
import type { DocsLocale } from "../locale.ts";
import { TEXTS } from "../texts.ts";
import { createAnchors } from "./anchors.ts";
import { writeBlocks } from "./blocks.ts";
import { guidePath } from "./guide.ts";
import type { ParsedGuide } from "./parse.ts";
import type { GuideHeading, Writing } from "./writing.ts";

/** A guide as a page: its text, and what leads through it and to the others. */
export function guidePage(
  guide: ParsedGuide,
  all: readonly ParsedGuide[],
  locale: DocsLocale,
  origin: string,
): { readonly content: Html; readonly navigation: Html } {
  const anchorOf = createAnchors(["content"]);
  const writing: Writing = { file: guide.file, locale, texts: TEXTS[locale], origin, anchorOf, headings: [] };
  const text = writeBlocks(writing, guide.tokens);
  const content = html`<article class="guide"${inLanguage(guide, locale)}>
${text}</article>`;
  const others = all.filter(({ id }) => id !== guide.id);
  const navigation = html`<ul class="places"${inLanguage(guide, locale)}>${writing.headings.map(place)}</ul>
<p class="chapter"><a href="/docs/guides?locale=${locale}">${TEXTS[locale].more_guides}</a></p>
<ul>${others.map(
    (other) => html`<li>${linkTo(other, locale)}</li>
`,
  )}</ul>`;
  return { content, navigation };
}

/** Every guide with what it is about. */
export function guideList(guides: readonly ParsedGuide[], locale: DocsLocale): Html {
  const items = guides.map(
    (guide) => html`<li>${linkTo(guide, locale)}<p${inLanguage(guide, locale)}>${guide.summary}</p></li>
`,
  );
  return html`<ul class="guides">${items}</ul>`;
}

function place({ anchor, title, level }: GuideHeading): Html {
  return html`<li class="level-${level}"><a href="#${anchor}">${title}</a></li>
`;
}

function linkTo(guide: ParsedGuide, locale: DocsLocale): Html {
  return html`<a href="${guidePath(guide.id)}?locale=${locale}"${inLanguage(guide, locale)}>${guide.title}</a>`;
}

/** What is not translated says so to whoever has it read aloud. */
function inLanguage({ written_in }: ParsedGuide, locale: DocsLocale): Html | false {
  return written_in !== locale && html` lang="${written_in}"`;
}
