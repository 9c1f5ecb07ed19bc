import type { MarkedToken, Token, Tokens } from "marked";
import { codeBlock } from "../code.ts";
import { type Html, html } from "../html.ts";
import { heading } from "../section.ts";
import { highlight } from "./highlight.ts";
import { writeInline } from "./inline.ts";
import { plainText } from "./parse.ts";
import { type Writing, withOrigin } from "./writing.ts";

/** The parts of a guide one after the other. */
export function writeBlocks(writing: Writing, tokens: readonly Token[]): Html {
  return html`${tokens.map((token) => writeBlock(writing, token as MarkedToken))}`;
}

function writeBlock(writing: Writing, token: MarkedToken): Html {
  switch (token.type) {
    case "heading":
      return writeHeading(writing, token);
    case "paragraph":
      return html`<p>${writeInline(writing, token.tokens)}</p>
`;
    case "list":
      return writeList(writing, token);
    case "table":
      return writeTable(writing, token);
    case "code":
      return writeCode(writing, token);
    case "blockquote":
      return html`<blockquote>${writeBlocks(writing, token.tokens)}</blockquote>
`;
    case "html":
      // What only the tests run stands in comments.
      return isComment(token.text) ? html`` : html`<p>${token.text}</p>`;
    case "hr":
      return html`<hr>`;
    case "space":
    case "def":
      return html``;
    default:
      return writeInline(writing, [token]);
  }
}

function isComment(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith("<!--") && trimmed.endsWith("-->");
}

function writeHeading({ anchorOf, headings }: Writing, { depth, tokens }: Tokens.Heading): Html {
  const title = plainText(tokens);
  if (depth === 1)
    return html`<h1>${title}</h1>
`;
  const level = depth === 2 ? 2 : 3;
  const anchor = anchorOf(title);
  headings.push({ anchor, title, level });
  return heading(level, anchor, title);
}

function writeList(writing: Writing, { ordered, start, items }: Tokens.List): Html {
  const rows = items.map(
    ({ tokens }) => html`<li>${writeBlocks(writing, tokens)}</li>
`,
  );
  if (ordered) return html`<ol start="${start || 1}">${rows}</ol>`;
  return html`<ul${items.some(({ task }) => task) && html` class="tasks"`}>${rows}</ul>`;
}

/** It scrolls by itself where it is wider than the screen; whoever cannot see it is told what section it belongs to. */
function writeTable(writing: Writing, { header, rows }: Tokens.Table): Html {
  const head = header.map(({ tokens }) =>
    tokens.length === 0 ? html`<td></td>` : html`<th scope="col">${writeInline(writing, tokens)}</th>`,
  );
  const body = rows.map(
    (cells) => html`<tr>${cells.map(({ tokens }) => html`<td>${writeInline(writing, tokens)}</td>`)}</tr>
`,
  );
  const label = writing.headings.at(-1)?.title ?? writing.texts.guides;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}"><table>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table></div>
`;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  js: "JavaScript",
  ts: "TypeScript",
  json: "JSON",
  html: "HTML",
  http: "HTTP",
  python: "Python",
};

function writeCode(writing: Writing, { text, lang = "" }: Tokens.Code): Html {
  const { texts } = writing;
  const [language = "", mark, name] = lang.split(" ");
  const kind = LANGUAGES[language] ?? texts.shell;
  const caption = mark === "answer" ? texts.prints : mark === "file" ? `${kind}: ${name}` : kind;
  return codeBlock(caption, highlight(withOrigin(writing, text), language), texts);
}
