import type { House } from "./house.ts";
import type { Finding, Rule } from "./rule.ts";
import { isTest, type Source, sourcesUnder } from "./source.ts";

/** Their exports are for others: they are what a program or a package begins with. */
const ENTRY =
  /^(server\/src\/main\/starway|cashier\/src\/entry-\w+|sdks\/browser\/src\/(index|types)|sdks\/javascript\/src\/(index|node|generated\/.+))\.tsx?$/;

const USERS = ["server", "cashier", "sdks/browser", "sdks/javascript", "scripts", "bench"];

/**
 * An exported name must occur in another file, tests included. A type may instead occur a second time in its own file:
 * then it describes something else that is exported. Files of tests are exempt.
 */
export const unusedExports: Rule = {
  name: "Every export is used",
  instead: "Take the word `export` away, or the code, when nothing else needs it either.",
  check: (house) => {
    const users = countWords(house);
    return sourcesUnder(house, "server/src", "cashier/src", "sdks/browser/src", "sdks/javascript/src")
      .filter(({ path }) => !isTest(path) && !ENTRY.test(path))
      .flatMap((source) => exportsOf(source).filter((exported) => !isUsed(exported, source, users)))
      .map(({ file, line, name }) => ({ file, line, message: `exports ${name}, which no other file names` }));
  },
};

interface Exported extends Pick<Finding, "file" | "line"> {
  name: string;
  is_type: boolean;
}

function isUsed(
  { name, is_type }: Exported,
  source: Source,
  users: Map<string, Map<string, number>>,
): boolean {
  const files = users.get(name);
  if (files === undefined) return false;
  return files.size > 1 || (is_type && (files.get(source.path) ?? 0) > 1);
}

/** For each word of the code: the files that it occurs in, and how often. */
function countWords(house: House): Map<string, Map<string, number>> {
  const words = new Map<string, Map<string, number>>();
  for (const { path, text } of sourcesUnder(house, ...USERS)) {
    for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) {
      const files = words.get(word) ?? new Map<string, number>();
      words.set(word, files.set(path, (files.get(path) ?? 0) + 1));
    }
  }
  return words;
}

function exportsOf(source: Source): Exported[] {
  const found: Exported[] = [];
  const add = (name: string, is_type: boolean, offset: number) =>
    found.push({ file: source.path, line: source.lineAt(offset), name, is_type });
  source.visit({
    ExportNamedDeclaration: ({ declaration, start }) => {
      if (declaration === null) return;
      if (declaration.type === "VariableDeclaration") {
        for (const { id } of declaration.declarations)
          if (id.type === "Identifier") add(id.name, false, start);
      } else if ("id" in declaration && declaration.id?.type === "Identifier") {
        add(declaration.id.name, declaration.type.startsWith("TS"), start);
      }
    },
  });
  return found;
}
