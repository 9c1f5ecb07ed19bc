import type { MarkedToken, Token } from "marked";
import { type Html, html } from "../html.ts";
import { pageOf } from "./links.ts";
import { joinLines } from "./parse.ts";
import { type Writing, withOrigin } from "./writing.ts";

/** The words of a paragraph. HTML among them is shown as text, and pictures as what is said of them. */
export function writeInline(writing: Writing, tokens: readonly Token[] = []): Html {
  return html`${tokens.map((token) => writeToken(writing, token as MarkedToken))}`;
}

function writeToken(writing: Writing, token: MarkedToken): Html {
  switch (token.type) {
    case "strong":
      return html`<strong>${writeInline(writing, token.tokens)}</strong>`;
    case "em":
      return html`<em>${writeInline(writing, token.tokens)}</em>`;
    case "codespan":
      return html`<code>${withOrigin(writing, token.text)}</code>`;
    case "link":
      return writeLink(writing, token.href, writeInline(writing, token.tokens));
    case "text":
      return token.tokens === undefined ? html`${joinLines(token.text)}` : writeInline(writing, token.tokens);
    case "escape":
    case "image":
      return html`${token.text}`;
    case "checkbox":
      return html`${token.checked ? "☑" : "☐"} `;
    case "br":
      return html`<br>`;
    default:
      return html`${token.raw}`;
  }
}

function writeLink({ file, locale }: Writing, href: string, words: Html): Html {
  const address = pageOf(href, file, locale);
  return address === undefined ? words : html`<a href="${address}">${words}</a>`;
}
