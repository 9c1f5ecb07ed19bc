import { type Html, html } from "../html.ts";

/** What is coloured, in this order: comments, names of JSON, texts, and words that are values. */
const STRINGS = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`;
const VALUES = String.raw`\b(?:true|false|null|undefined|None|True|False)\b|\b\d[\d_]*\b`;
const PARTS: Readonly<Record<string, RegExp>> = {
  json: new RegExp(
    String.raw`(?<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<text>${STRINGS})|(?<value>${VALUES})`,
    "g",
  ),
  js: new RegExp(
    String.raw`(?<note>/\*[^]*?\*/|(?<![:\w])//.*)|(?<text>${STRINGS}|${"`"}[^${"`"}]*${"`"})|(?<value>${VALUES})`,
    "g",
  ),
  bash: /(?<note>(?<=^|\s)#\s.*)|(?<name>\$\w+)|(?<text>(?<!\\)"(?:[^"\\$\n]|\\.)*"|'[^']*')/gm,
  python: new RegExp(String.raw`(?<note>(?<=^|\s)#\s.*)|(?<text>${STRINGS})|(?<value>${VALUES})`, "gm"),
};
const ALSO: Readonly<Record<string, string>> = { ts: "js", sh: "bash" };

/** Code with its parts marked for colouring. What is in a language that is not known here stays as it is. */
export function highlight(code: string, language: string): Html {
  const pattern = PARTS[ALSO[language] ?? language];
  if (pattern === undefined) return html`${code}`;
  let end = 0;
  const pieces: (Html | string)[] = [];
  for (const match of code.matchAll(pattern)) {
    const [kind = "text"] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    pieces.push(code.slice(end, match.index), html`<i class="${kind}">${match[0]}</i>`);
    end = match.index + match[0].length;
  }
  return html`${pieces}${code.slice(end)}`;
}
