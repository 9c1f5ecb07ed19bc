const WIDTH = 110;

/** A doc comment, or nothing when there is nothing to say. Paragraphs are split where they would be too long. */
export function docComment(paragraphs: readonly string[], indent: string): string {
  const lines = paragraphs
    .map((paragraph) => paragraph.trim().replaceAll("*/", "* /"))
    .filter((paragraph) => paragraph !== "")
    .flatMap((paragraph, index) => [
      ...(index > 0 ? [""] : []),
      ...wrap(paragraph, WIDTH - indent.length - 3),
    ]);
  if (lines.length === 0) return "";
  const [only = "", ...others] = lines;
  if (others.length === 0 && only.length + indent.length + 7 <= WIDTH) return `${indent}/** ${only} */\n`;
  const written = lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n");
  return `${indent}/**\n${written}\n${indent} */\n`;
}

function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of paragraph.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
