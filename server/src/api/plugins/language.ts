interface Wish {
  readonly language: string;
  readonly quality: number;
}

/** One range of the header; what is not well formed counts as nothing. */
const RANGE =
  /^\s*(\*|[a-z]{1,8})(?:[-_][a-z0-9]{1,8})*\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * The language that a caller likes best of those that are offered, by the weights of `Accept-Language` (RFC 9110). A
 * wish for a country's or a script's variant is met by the language. Without a wish that can be met: the first.
 */
export function negotiateLanguage<Tag extends string>(
  accept_language: string | undefined,
  offered: readonly [Tag, ...Tag[]],
): Tag {
  if (accept_language === undefined) return offered[0];
  const wishes = accept_language.split(",").flatMap(readWish);
  const rated = offered
    .map((tag) => ({ tag, ...rate(primaryLanguage(tag), wishes) }))
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality || left.position - right.position);
  return rated[0]?.tag ?? offered[0];
}

function readWish(text: string): Wish[] {
  const [, language, quality = "1"] = RANGE.exec(text) ?? [];
  return language === undefined ? [] : [{ language: language.toLowerCase(), quality: Number(quality) }];
}

function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0] as string;
}

/** How much a language is wished for, and where: of equal wishes the one that was written first counts. */
function rate(language: string, wishes: readonly Wish[]): { quality: number; position: number } {
  const named = wishes.filter((wish) => wish.language === language);
  const relevant = named.length > 0 ? named : wishes.filter((wish) => wish.language === "*");
  const quality = Math.max(0, ...relevant.map((wish) => wish.quality));
  const position = wishes.findIndex((wish) => wish.language === language);
  return { quality, position: position === -1 ? wishes.length : position };
}
