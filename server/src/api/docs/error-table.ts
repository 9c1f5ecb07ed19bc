import type {
  DocumentedExample,
  DocumentedOperation,
  OpenapiDocument,
} from "../plugins/openapi/openapi-document.ts";
import { type Html, html } from "./html.ts";
import { inline } from "./prose.ts";
import { resolve } from "./resolve.ts";
import type { DocsTexts } from "./texts.ts";

/** The errors that an operation's responses refer to, in the order of their status. */
export function errorsOf(
  document: OpenapiDocument,
  { responses = {} }: DocumentedOperation,
): DocumentedExample[] {
  return Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([, response]) => Object.values(resolve(document, response).content))
    .flatMap(({ examples }) => Object.values(examples ?? {}))
    .map((example) => resolve(document, example));
}

export function errorTable(caption: string, errors: readonly DocumentedExample[], texts: DocsTexts): Html {
  const rows = errors.map(
    (error) => html`<tr><td class="status">${error["x-status"]}</td><td><code>${error["x-code"]}</code></td>
<td>${inline(error.summary)}</td><td>${inline(error.description ?? "")}</td></tr>
`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<thead><tr><th scope="col">${texts.status}</th><th scope="col">${texts.code}</th><th scope="col">${texts.meaning}</th><th scope="col">${texts.remedy}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
