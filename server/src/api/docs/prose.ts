import { type Html, html } from "./html.ts";

/** A line of a document's text, with what stands in backticks as code. The documents are written in English. */
export function inline(text: string): Html {
  const parts = text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
  return html`<span lang="en">${parts}</span>`;
}

/** A document's text; empty lines part its paragraphs. */
export function prose(text: string | undefined): Html {
  const paragraphs = (text ?? "").split("\n\n").filter((paragraph) => paragraph !== "");
  return html`${paragraphs.map((paragraph) => html`<p>${inline(paragraph)}</p>`)}`;
}
