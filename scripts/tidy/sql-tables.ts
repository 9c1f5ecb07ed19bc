/** A statement of a migration that makes or changes a table, cut into its clauses. */
export interface TableStatement {
  readonly table: string;
  readonly line: number;
  readonly clauses: readonly Clause[];
}

export interface Clause {
  readonly line: number;
  /** Without comments, with single spaces. */
  readonly text: string;
}

/** The text with its comments and string literals blanked, so that every offset stays where it was. */
export function blankOut(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (match) => match.replace(/[^\n]/g, " "));
}

/** Every CREATE TABLE, and every ALTER TABLE … ADD as clauses of the same shape. */
export function tableStatements(sql: string): TableStatement[] {
  const text = blankOut(sql);
  return [...text.matchAll(/\b(CREATE|ALTER)\s+TABLE\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(\w+)([^;]*)/gi)].map(
    (match) => {
      const [whole, verb = "", table = "", rest = ""] = match;
      const at = match.index + whole.length - rest.length;
      const is_create = verb.toUpperCase() === "CREATE";
      const begin = is_create ? rest.indexOf("(") + 1 : 0;
      const parts = splitAtCommas(rest.slice(begin, is_create ? closingParenthesis(rest) : undefined));
      const clauses = parts.map((part) => ({
        line: lineAt(text, at + begin + part.offset + (part.text.length - part.text.trimStart().length)),
        text: part.text.trim().replace(/\s+/g, " "),
      }));
      const added = is_create
        ? clauses
        : clauses.filter(({ text: clause }) => /^ADD\b/i.test(clause)).map(withoutAdd);
      return {
        table,
        line: lineAt(text, match.index),
        clauses: added.filter((clause) => clause.text !== ""),
      };
    },
  );
}

/** The columns in a list such as `(merchant_id, lower(name))`, the first such list of the text. */
export function columnList(text: string): string[] {
  const inside = text.slice(text.indexOf("(") + 1);
  return splitAtCommas(inside.slice(0, closingParenthesis(`(${inside}`) - 1)).map((part) => part.text.trim());
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function withoutAdd({ line, text }: Clause): Clause {
  return { line, text: text.replace(/^ADD\s+(COLUMN\s+)?(IF\s+NOT\s+EXISTS\s+)?/i, "") };
}

/** Where the parenthesis closes that is opened first. */
function closingParenthesis(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "(") depth++;
    if (text[index] === ")" && --depth === 0) return index;
  }
  return text.length;
}

function splitAtCommas(text: string): { offset: number; text: string }[] {
  const parts: { offset: number; text: string }[] = [];
  let depth = 0;
  let begin = 0;
  for (let index = 0; index <= text.length; index++) {
    const character = text[index];
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (index < text.length && (character !== "," || depth > 0)) continue;
    parts.push({ offset: begin, text: text.slice(begin, index) });
    begin = index + 1;
  }
  return parts;
}
