import { isIn } from "./rooms.ts";
import type { Finding, Rule } from "./rule.ts";

const TEXT = /\.(ts|tsx|mts|js|mjs|cjs|json|md|sql|css|html|svg|yml|yaml|toml|sh|txt)$|^[^.]+$|^\.ci\//;

/** Files that have to say the words: this list and its test, and what npm writes. */
const EXEMPT = ["scripts/tidy/banned-words.ts", "scripts/tidy/words.test.ts", "package-lock.json"];

const BANNED: readonly { pattern: RegExp; message: string; is_allowed?: (path: string) => boolean }[] = [
  { pattern: /\/(root|work|Users)\//, message: "names a path of somebody's machine" },
  // In quotes, XXX is the currency code of ISO 4217 for "no currency".
  { pattern: /\b(TODO|FIXME)\b|(?<!")\bXXX\b(?!")/, message: "leaves work behind" },
  {
    pattern: /\bconsole\.\w+\(/,
    message: "prints to the console",
    is_allowed: (path) => !path.startsWith("server/src/") || isIn(path, "main/"),
  },
];

/** Tests are not exempt. */
export const bannedWords: Rule = {
  name: "No unfinished work, no machine's paths, no printing",
  instead:
    "Finish it or take it out, name paths from the root of the repository, and log through `core.log`.",
  check: (house) =>
    house.paths
      .filter((path) => TEXT.test(path) && !EXEMPT.includes(path))
      .flatMap((file) =>
        house
          .read(file)
          .split("\n")
          .flatMap((text, index) => findWords(file, index + 1, text)),
      ),
};

function findWords(file: string, line: number, text: string): Finding[] {
  return BANNED.flatMap(({ pattern, message, is_allowed }) => {
    const word = is_allowed?.(file) ? undefined : pattern.exec(text)?.[0];
    return word === undefined ? [] : [{ file, line, message: `${message}: ${word}` }];
  });
}
