import type { Field } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { inline } from "./prose.ts";
import type { DocsTexts } from "./texts.ts";

/** Fields to send, under a heading, with those of nested objects folded away. */
export function fieldList(title: string, fields: readonly Field[], texts: DocsTexts): Html | undefined {
  if (fields.length === 0) return undefined;
  const presence = ({ required }: Field) =>
    required && html` <span class="required">${texts.required}</span>`;
  return html`<h4>${title}</h4>${list(fields, texts, presence)}`;
}

/** Fields that are received, folded away as a whole. What is always there needs no word. */
export function foldedFields(title: string, fields: readonly Field[], texts: DocsTexts): Html | undefined {
  if (fields.length === 0) return undefined;
  const presence = ({ required }: Field) =>
    !required && html` <span class="sometimes">${texts.sometimes}</span>`;
  return html`<details class="fold"><summary>${title}</summary>${list(fields, texts, presence)}</details>`;
}

/** What is said of whether a field is there. */
type Presence = (field: Field) => Html | false;

function list(fields: readonly Field[], texts: DocsTexts, presence: Presence): Html {
  return html`<ul class="fields">${fields.map((field) => item(field, texts, presence))}</ul>`;
}

function item(field: Field, texts: DocsTexts, presence: Presence): Html {
  const { name, type, description, children } = field;
  return html`<li>
<div class="field"><code class="field-name">${name}</code> <span class="type">${type}</span>${presence(field)}</div>
${description !== undefined && html`<p>${inline(description)}</p>`}${limits(field, texts)}${
  children.length > 0 &&
  html`<details><summary>${texts.fields}<span class="unseen"> (${name})</span></summary>${list(children, texts, presence)}</details>`
}</li>
`;
}

function limits({ limits, values, default_value }: Field, texts: DocsTexts): Html | undefined {
  const parts: Html[] = limits.map((limit) => html`<span>${limit}</span>`);
  if (values.length > 0) {
    const options = values.map((value, index) => html`${index > 0 && ", "}<code>${value}</code>`);
    parts.unshift(html`<span>${texts.one_of} ${options}</span>`);
  }
  if (default_value !== undefined)
    parts.push(html`<span>${texts.default_value} <code>${default_value}</code></span>`);
  return parts.length === 0 ? undefined : html`<p class="limits">${parts}</p>`;
}
