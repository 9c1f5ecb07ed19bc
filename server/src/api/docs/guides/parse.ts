import { type MarkedToken, marked, type Token } from "marked";
import type { Guide } from "./guide.ts";

/** A guide taken apart. */
export interface ParsedGuide extends Guide {
  readonly title: string;
  /** What it is about: the text of its first paragraph. */
  readonly summary: string;
  readonly tokens: readonly MarkedToken[];
}

/** Reads a guide's Markdown. The line that leads to its translation is left out: every page has that link. */
export function parseGuide(guide: Guide): ParsedGuide {
  const tokens = (marked.lexer(guide.markdown) as MarkedToken[]).filter((token) => !isTranslationLink(token));
  const title = tokens.find((token) => token.type === "heading");
  const summary = tokens.find((token) => token.type === "paragraph");
  return {
    ...guide,
    title: plainText(title?.tokens),
    summary: plainText(summary?.tokens).replaceAll("\n", " "),
    tokens,
  };
}

function isTranslationLink(token: MarkedToken): boolean {
  return token.type === "paragraph" && /^\(?\[[^\]]+\]\([\w-]+(\.zh-CN)?\.md\)\)?$/.test(token.text.trim());
}

/** The words of a text, without what they look like. */
export function plainText(tokens: readonly Token[] = []): string {
  return tokens
    .map((token) => ("tokens" in token && token.tokens ? plainText(token.tokens) : (textOf(token) ?? "")))
    .join("");
}

function textOf(token: Token): string | undefined {
  return "text" in token ? token.text : undefined;
}
