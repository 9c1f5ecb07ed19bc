/** A heading or a fenced block of a guide, or a command that only the tests run: `<!-- run: … -->`. */
export type GuidePart =
  | { readonly kind: "heading"; readonly line: number; readonly level: number }
  | ({
      readonly kind: "sample";
      readonly line: number;
      readonly language: string;
      readonly mark: string;
    } & Text)
  | ({ readonly kind: "aside"; readonly line: number } & Text);

interface Text {
  readonly text: string;
}

export type Sample = Extract<GuidePart, { kind: "sample" }>;

const FENCE = /^```(\w*) ?(.*)$/;
const HEADING = /^(#+) /;
const ASIDE = /^<!-- run: (.+) -->$/;

/** What of a guide is not prose, in its order. Samples with the mark `run` are run, those with `serve` are kept running, and `file` gives one a name. */
export function partsOf(markdown: string): GuidePart[] {
  const lines = markdown.split("\n");
  const parts: GuidePart[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    const text = lines[index] ?? "";
    const [, level] = HEADING.exec(text) ?? [];
    if (level !== undefined) parts.push({ kind: "heading", line, level: level.length });
    const [, command] = ASIDE.exec(text) ?? [];
    if (command !== undefined) parts.push({ kind: "aside", line, text: command });
    const [, language, mark] = FENCE.exec(text) ?? [];
    if (language === undefined || mark === undefined) continue;
    const end = lines.indexOf("```", index + 1);
    if (end < 0) throw new Error(`The sample in line ${line} has no end.`);
    parts.push({ kind: "sample", line, language, mark, text: lines.slice(index + 1, end).join("\n") });
    index = end;
  }
  return parts;
}

const COMMENTS: Readonly<Record<string, RegExp>> = {
  bash: /(^|\s)#\s.*$/gm,
  python: /(^|\s)#\s.*$/gm,
  js: /(^|\s)\/\/\s.*$/gm,
};

/** What has to be the same in every language: everything but prose and comments. */
export function skeletonOf(markdown: string): unknown[] {
  return partsOf(markdown).map(({ line: _line, ...part }) => {
    const comments = part.kind === "sample" ? COMMENTS[part.language] : undefined;
    return part.kind === "sample" && comments ? { ...part, text: part.text.replace(comments, "") } : part;
  });
}
