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
  const first = tokens.find((token) => token.type === "paragraph");
  const about = (first?.tokens ?? []).filter(
    (token) => !(token.type === "link" && TRANSLATION.test(token.href)),
  );
  return { ...guide, title: plainText(title?.tokens), summary: plainText(about).trim(), tokens };
}

/** A guide and its translation lie in one folder; other guides in it are not named alone on a line. */
const TRANSLATION = /^README(\.zh-CN)?\.md$/;

function isTranslationLink(token: MarkedToken): boolean {
  return token.type === "paragraph" && /^\(?\[[^\]]+\]\([\w-]+(\.zh-CN)?\.md\)\)?$/.test(token.text.trim());
}

/** The words of a text, without what they look like. */
export function plainText(tokens: readonly Token[] = []): string {
  const words = tokens.map((token) => {
    if ("tokens" in token && token.tokens) return plainText(token.tokens);
    return "text" in token ? String(token.text) : "";
  });
  return joinLines(words.join(""));
}

/** Chinese has no spaces between words, so a line that ends there must not leave one. */
export function joinLines(text: string): string {
  return text.replace(
    /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\n(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu,
    "",
  );
}
