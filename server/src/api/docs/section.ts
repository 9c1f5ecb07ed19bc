import { type Html, html } from "./html.ts";

/** A heading that is the link to itself. */
export function heading(level: 2 | 3, id: string, title: Html | string): Html {
  const link = html`<a href="#${id}">${title}</a>`;
  return level === 2 ? html`<h2 id="${id}">${link}</h2>` : html`<h3 id="${id}">${link}</h3>`;
}

/** Words of a document, which are English on every page. */
export function english(text: string | undefined): Html {
  return html`<span lang="en">${text ?? ""}</span>`;
}

/** A word as a part of an address. */
export function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
