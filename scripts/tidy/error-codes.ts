import { CODE, STATUS } from "../../server/src/api/faststar/errors.ts";
import { WIRE_ERRORS } from "../../server/src/api/onerway/errors.ts";
import { ERROR_CODES, type ErrorCode } from "../../server/src/kit/errors.ts";
import type { Finding, Rule } from "./rule.ts";

const DOCUMENT = "docs/errors.md";

export const errorCodes: Rule = {
  name: "Every error code is documented as it is, and every documented code exists",
  instead:
    "Give each code of server/src/kit/errors.ts one row in docs/errors.md: the code, each API's wording, what it means, what to do.",
  check: (house) => {
    const expected = new Map(ERROR_CODES.map((code) => [code, [faststarCell(code), onerwayCell(code)]]));
    return compareCodes(expected, house.has(DOCUMENT) ? house.read(DOCUMENT) : "");
  },
};

function faststarCell(code: ErrorCode): string {
  const name = CODE[code];
  return name === undefined ? String(STATUS[code]) : `${STATUS[code]} \`${name}\``;
}

function onerwayCell(code: ErrorCode): string {
  const error = WIRE_ERRORS[code];
  return [error.status, `\`${error.type}\``, ...(error.code === null ? [] : [`\`${error.code}\``])].join(" ");
}

/** A row begins with the code in backticks, goes on with the expected cells, and then says two more things. */
export function compareCodes(expected: ReadonlyMap<string, readonly string[]>, document: string): Finding[] {
  const rows = readRows(document);
  const documented = rows.map((row) => row.code);
  const missing = [...expected.keys()].filter((code) => !documented.includes(code));
  return [
    ...missing.map((code) => ({ file: DOCUMENT, message: `${code} has no row` })),
    ...rows.flatMap(({ code, cells, line }, index) => {
      const problem =
        documented.indexOf(code) === index ? problemOf(cells, expected.get(code)) : "has a row already";
      return problem === undefined ? [] : [{ file: DOCUMENT, line, message: `${code} ${problem}` }];
    }),
  ];
}

function problemOf(cells: string[], expected: readonly string[] | undefined): string | undefined {
  if (expected === undefined) return "does not exist";
  const wrong = expected.findIndex((cell, index) => cells[index] !== cell);
  if (wrong >= 0) return `has "${cells[wrong]}" where the answer is "${expected[wrong]}"`;
  const rest = cells.slice(expected.length);
  return rest.length < 2 || rest.includes("") ? "does not say what it means, or what to do" : undefined;
}

function readRows(document: string): { code: string; cells: string[]; line: number }[] {
  return document.split("\n").flatMap((text, index) => {
    const [, code, rest] = /^\| `(\w+)` \|(.*)\|$/.exec(text.trim()) ?? [];
    if (code === undefined || rest === undefined) return [];
    return [{ code, cells: rest.split("|").map((cell) => cell.trim()), line: index + 1 }];
  });
}
