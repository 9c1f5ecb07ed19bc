import { type Html, html } from "./html.ts";

/** A line of a document's text, with what stands in backticks as code. The documents are written in English. */
export function inline(text: string): Html {
  const parts = text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
  return html`<span lang="en">${parts}</span>`;
}

/** A document's text; empty lines part its paragraphs, and lines that begin with a dash are a list. */
export function prose(text: string | undefined): Html {
  const paragraphs = (text ?? "").split("\n\n").filter((paragraph) => paragraph !== "");
  return html`${paragraphs.map((paragraph) => (paragraph.startsWith(DASH) ? list(paragraph) : html`<p>${inline(paragraph)}</p>`))}`;
}

const DASH = "- ";

function list(paragraph: string): Html {
  const items = paragraph.split("\n").map((line) => html`<li>${inline(line.replace(DASH, ""))}</li>`);
  return html`<ul>${items}</ul>`;
}
