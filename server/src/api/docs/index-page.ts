import type { OpenapiDocument } from "../plugins/openapi/openapi-document.ts";
import { codeBlock } from "./code.ts";
import { chaptersOf } from "./contents.ts";
import { KEY_VARIABLE } from "./curl.ts";
import { guideList } from "./guides/page.ts";
import type { ParsedGuide } from "./guides/parse.ts";
import { type Html, html } from "./html.ts";
import type { DocsLocale } from "./locale.ts";
import { methodBadge } from "./operation.ts";
import { prose } from "./prose.ts";
import { english, heading } from "./section.ts";
import { type DocsTexts, TEXTS } from "./texts.ts";

/** What the reference is about, the guides, and every operation of every document. */
export function indexPage(
  documents: readonly { readonly id: string; readonly document: OpenapiDocument }[],
  guides: readonly ParsedGuide[],
  locale: DocsLocale,
  origin: string,
): Html {
  const texts = TEXTS[locale];
  return html`<h1>${texts.title}</h1>
<p class="intro">${texts.intro}</p>
<div class="start"><p>${texts.key_hint}</p>
${codeBlock(texts.shell, `export ${KEY_VARIABLE}=sk_test_…`, texts)}
<p class="muted">${texts.key_where}</p></div>
${heading(2, "guides", texts.guides)}
<p class="intro">${texts.guides_intro}</p>
${guideList(guides, locale)}
<div class="apis">${documents.map(({ id, document }) => card(id, document, locale, origin, texts))}</div>`;
}

function card(
  id: string,
  document: OpenapiDocument,
  locale: DocsLocale,
  origin: string,
  texts: DocsTexts,
): Html {
  const address = `/docs/${id}?locale=${locale}`;
  const [summary] = (document.info.description ?? "").split("\n\n");
  const chapters = chaptersOf(document).map(
    ({ name, operations }) => html`<h3>${english(name)}</h3>
<ul class="operations">${operations.map(
      ({ method, path, operation }) =>
        html`<li><a href="${address}#${operation.operationId}">${methodBadge(method)}<span class="path">${path}</span>${english(operation.summary)}</a></li>
`,
    )}</ul>`,
  );
  return html`<section class="api" aria-labelledby="${id}">
${heading(2, id, english(document.info.title))}
${prose(summary)}
<p class="base">${texts.base_url} <code>${origin}${document.servers?.[0]?.url}</code></p>
<p class="actions"><a class="button" href="${address}">${texts.read}<span class="unseen">: ${document.info.title}</span></a>
<a href="/openapi/${id}.json">${texts.document}<span class="unseen">: ${document.info.title}</span></a></p>
${chapters}
</section>
`;
}
