import { isIn } from "./rooms.ts";
import type { Finding, Rule } from "./rule.ts";
import { isTest, type Source, sourcesUnder } from "./source.ts";

/** How a statement begins. Capital letters, so that English sentences are left alone. */
const STATEMENT =
  /^\s*(SELECT\b|INSERT\s+INTO\b|UPDATE\s+\S+|DELETE\s+FROM\b|MERGE\s+INTO\b|WITH\s+(RECURSIVE\s+)?\w+\s+AS\b|(CREATE|ALTER|DROP)\s+(UNIQUE\s+)?(TABLE|INDEX)\b|TRUNCATE\b|LOCK\s+TABLE\b|LISTEN\b|NOTIFY\b)/;

/** The same in small letters, where only the shape of a whole statement tells it from English. */
const STATEMENT_IN_SMALL_LETTERS =
  /^\s*(select\s+(\*|\w+(\s*,\s*\w+)*)\s+from\s|insert\s+into\s+\w+\s*\(|update\s+\w+\s+set\s+\w+\s*=|delete\s+from\s+\w+\s+where\s)/;

/** Tests are exempt: they check what was written. */
export const sql: Rule = {
  name: "SQL stands only in store.ts files and in db/",
  instead:
    "Put the statement into the noun's store.ts, as a function that takes the merchant and the mode first.",
  check: (house) =>
    sourcesUnder(house, "server/src")
      .filter(({ path }) => !isTest(path) && !path.endsWith("/store.ts") && !isIn(path, "db/"))
      .flatMap(findStatements),
};

function findStatements(source: Source): Finding[] {
  const found: Finding[] = [];
  const look = (offset: number, text: string) => {
    if (!STATEMENT.test(text) && !STATEMENT_IN_SMALL_LETTERS.test(text)) return;
    const begin = text.trim().split(/\s+/).slice(0, 3).join(" ");
    found.push({ file: source.path, line: source.lineAt(offset), message: `has SQL: "${begin} …"` });
  };
  source.visit({
    Literal: (node) => {
      if (typeof node.value === "string") look(node.start, node.value);
    },
    TemplateLiteral: (node) =>
      look(node.start, node.quasis.map((part) => part.value.cooked ?? "").join(" x ")),
  });
  return found;
}
