import type { House } from "./house.ts";
import { checkNumbers, numberedFiles } from "./numbered-files.ts";
import type { Finding, Rule } from "./rule.ts";
import { blankOut, columnList, lineAt, type TableStatement, tableStatements } from "./sql-tables.ts";

const FOLDER = "server/migrations";
/** The committed dump, which scripts/schema.ts writes. */
const DUMP = ["schema.sql"];

const TYPES = /^(text|bigint|boolean|timestamptz|date|json|bytea|uuid)(\[\])?$/;
const CONSTRAINT = /^(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN|EXCLUDE)\b/i;

/** What a database that is spread over several machines cannot keep, or what would take time or chance from the app. */
const BANNED: readonly [RegExp, string][] = [
  [
    /\b(now|clock_timestamp|random|gen_random_uuid)\s*\(|\bCURRENT_(TIMESTAMP|DATE|TIME)\b/gi,
    "takes time or chance in SQL",
  ],
  [/\bDEFAULT\b/gi, "has a DEFAULT"],
  [
    /\b(small|big)?serial\b|\bCREATE\s+SEQUENCE\b|\bnextval\s*\(|\bGENERATED\b/gi,
    "uses a sequence or a generated column",
  ],
  // What only refuses that a row is changed or removed is no code of ours that could be missed elsewhere.
  [
    /\bCREATE\s+(OR\s+REPLACE\s+)?(CONSTRAINT\s+)?(?!FUNCTION\s+refuse_change\b|TRIGGER\s+\w+\s+BEFORE\s+UPDATE\s+OR\s+DELETE\s+OR\s+TRUNCATE\b)(TRIGGER|FUNCTION|PROCEDURE|RULE)\b/gi,
    "puts code into the database",
  ],
  // A domain is a plain type with a CHECK, and cheaper than a table's where payments are written.
  [/\bCREATE\s+TYPE\b/gi, "makes a type: use text with a CHECK"],
  [/\bDEFERRABLE\b|\bPARTITION\s+(BY|OF)\b|\badvisory\w*/gi, "uses what cannot be spread over machines"],
];

/** A small global table: a key is looked up before its merchant is known. */
const GLOBAL_TABLES = ["api_keys"];

export const migrations: Rule = {
  name: "The schema fits one PostgreSQL and several",
  instead:
    "Put merchant_id first in every key, use the plain types, and let the app hand in ids, times and defaults.",
  check: (house) => [
    ...checkNumbers(house, FOLDER, "sql", DUMP),
    ...numberedFiles(house, FOLDER, "sql", DUMP).flatMap((file) => [
      ...findBannedWords(file, house.read(file)),
      ...tableStatements(house.read(file)).flatMap((statement) => checkTypes(file, statement)),
    ]),
    ...checkKeys(house),
  ],
};

function findBannedWords(file: string, sql: string): Finding[] {
  const text = blankOut(sql);
  return BANNED.flatMap(([pattern, message]) =>
    [...text.matchAll(pattern)].map((match) => ({ file, line: lineAt(text, match.index), message })),
  );
}

function checkTypes(file: string, { table, clauses }: TableStatement): Finding[] {
  return clauses
    .filter(({ text }) => !CONSTRAINT.test(text))
    .flatMap(({ line, text }) => {
      const [column = "", type = ""] = text.split(" ");
      return TYPES.test(type) ? [] : [{ file, line, message: `${table}.${column} is of the type ${type}` }];
    });
}

/** A tenant table may be made in one file and get another key in a later one, so the files are read together. */
function checkKeys(house: House): Finding[] {
  const files = numberedFiles(house, FOLDER, "sql", DUMP);
  const statements = files.flatMap((file) =>
    tableStatements(house.read(file)).map((found) => ({ file, ...found })),
  );
  const tenant_tables = new Set(
    statements
      .filter(({ clauses }) => clauses.some(({ text }) => text.startsWith("merchant_id ")))
      .map(({ table }) => table)
      .filter((table) => !GLOBAL_TABLES.includes(table)),
  );
  const of_tables = statements
    .filter(({ table }) => tenant_tables.has(table))
    .flatMap(({ file, table, clauses }) =>
      clauses
        .filter(({ text }) => startsWithoutMerchant(text))
        .map(({ line }) => ({ file, line, message: `a key of ${table} does not begin with merchant_id` })),
    );
  return [
    ...of_tables,
    ...files.flatMap((file) => checkUniqueIndexes(file, house.read(file), tenant_tables)),
  ];
}

function startsWithoutMerchant(clause: string): boolean {
  const key = /\b(PRIMARY KEY|UNIQUE)\b(?: NULLS NOT DISTINCT)?( \(|\()?/i.exec(clause);
  if (key === null) return false;
  const [first] = CONSTRAINT.test(clause) ? columnList(clause.slice(key.index)) : clause.split(" ");
  return first !== "merchant_id";
}

function checkUniqueIndexes(file: string, sql: string, tenant_tables: Set<string>): Finding[] {
  const text = blankOut(sql);
  return [...text.matchAll(/\bCREATE\s+UNIQUE\s+INDEX\b[^;]*?\bON\s+(\w+)([^;]*)/gi)].flatMap((match) => {
    const [, table = "", rest = ""] = match;
    if (!tenant_tables.has(table) || columnList(rest)[0] === "merchant_id") return [];
    return [
      { file, line: lineAt(text, match.index), message: `a key of ${table} does not begin with merchant_id` },
    ];
  });
}
