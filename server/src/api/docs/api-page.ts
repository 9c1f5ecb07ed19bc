import type { OpenapiDocument, SecurityScheme } from "../plugins/openapi/openapi-document.ts";
import { codeBlock, json } from "./code.ts";
import { type Chapter, chaptersOf } from "./contents.ts";
import { KEY_VARIABLE } from "./curl.ts";
import { errorTable } from "./error-table.ts";
import { foldedFields } from "./field-list.ts";
import { fieldsOf } from "./fields.ts";
import { type Html, html } from "./html.ts";
import type { DocsLocale } from "./locale.ts";
import { operationSection } from "./operation.ts";
import { inline, prose } from "./prose.ts";
import { english, heading, slug } from "./section.ts";
import { type DocsTexts, TEXTS } from "./texts.ts";

export interface ApiPage {
  readonly id: string;
  readonly document: OpenapiDocument;
  readonly locale: DocsLocale;
  readonly origin: string;
}

/** Everything about one API. */
export function apiPage({ id, document, locale, origin }: ApiPage): Html {
  const texts = TEXTS[locale];
  const { title, version, description } = document.info;
  return html`<h1>${english(title)} <span class="version">${version}</span></h1>
<div class="intro">${prose(description)}</div>
<p class="base">${texts.base_url} <code>${origin}${document.servers?.[0]?.url}</code> · <a href="/openapi/${id}.json">${texts.document}</a></p>
${heading(2, "authentication", texts.authentication)}
<ul class="schemes">${Object.values(document.components.securitySchemes).map(schemeItem)}</ul>
${chaptersOf(document).map((chapter) => chapterSections(chapter, document, texts, origin))}
${eventSection(document, texts)}
${heading(2, "errors", texts.all_errors)}
<p>${texts.all_errors_intro}</p>
${errorTable(texts.all_errors, Object.values(document.components.examples), texts)}`;
}

/** Links to the parts of the page, and a field that finds one. */
export function apiNavigation({ document, locale }: ApiPage): Html {
  const texts = TEXTS[locale];
  const chapters = chaptersOf(document).map(
    ({ name, operations }) => html`<p class="chapter"><a href="#${slug(name)}">${english(name)}</a></p>
<ul>${operations.map(
      ({ method, path, operation }) =>
        html`<li data-words="${`${method} ${path} ${operation.summary}`.toLowerCase()}"><a href="#${operation.operationId}">${english(operation.summary)}<span class="verb ${method}">${method.toUpperCase()}</span></a></li>
`,
    )}</ul>`,
  );
  return html`<label class="find" hidden><span class="unseen">${texts.find}</span><input type="search" placeholder="${texts.find}" autocomplete="off"></label>
<p class="chapter"><a href="#authentication">${texts.authentication}</a></p>
${chapters}
<p class="chapter"><a href="#webhook-events">${texts.webhooks}</a></p>
<p class="chapter"><a href="#errors">${texts.all_errors}</a></p>
<p class="nothing" role="status" data-text="${texts.nothing_found}"></p>`;
}

function schemeItem(scheme: SecurityScheme): Html {
  return html`<li><code>${exampleOf(scheme)}</code><p>${inline(scheme.description)}</p></li>
`;
}

function exampleOf(scheme: SecurityScheme): string {
  if (scheme.type === "apiKey") return `${scheme.name}: $${KEY_VARIABLE}`;
  return scheme.scheme === "bearer"
    ? `Authorization: Bearer $${KEY_VARIABLE}`
    : `curl -u "$${KEY_VARIABLE}:"`;
}

function chapterSections(
  { name, description, operations }: Chapter,
  document: OpenapiDocument,
  texts: DocsTexts,
  origin: string,
): Html {
  return html`${heading(2, slug(name), english(name))}
${prose(description)}
${operations.map((listed) => operationSection({ ...listed, document, texts, origin }))}`;
}

function eventSection(document: OpenapiDocument, texts: DocsTexts): Html | undefined {
  const [name = "", first] = Object.entries(document.webhooks ?? {})[0] ?? [];
  const media = first?.post?.requestBody?.content["application/json"];
  if (media === undefined) return undefined;
  const names = Object.keys(document.webhooks ?? {}).map((event) => html`<li><code>${event}</code></li>`);
  return html`<section class="operation" aria-labelledby="webhook-events">
<div class="told">
${heading(2, "webhook-events", texts.webhooks)}
${prose(first?.post?.description)}
<ul class="names">${names}</ul>
${foldedFields(texts.event_fields, fieldsOf(document, media.schema, texts), texts)}
</div>
<div class="shown">${codeBlock(english(name), json(media.example), texts)}</div>
</section>
`;
}
