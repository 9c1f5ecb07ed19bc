import { expect, test } from "vitest";
import { deadFiles } from "./dead-files.ts";
import { modelHouse } from "./house.ts";
import { formatFinding, type Rule } from "./rule.ts";
import { describeSize, size } from "./size.ts";
import { unusedExports } from "./unused-exports.ts";

function check(rule: Rule, files: Record<string, string>): string[] {
  return rule.check(modelHouse(files)).map(formatFinding);
}

test("a file that neither the program nor a test reaches is dead", () => {
  expect(
    check(deadFiles, {
      "server/src/main/starway.ts": 'import "../core/core.ts";\n',
      "server/src/core/core.ts": "",
      "server/src/core/forgotten.ts": 'import "./also-forgotten.ts";\n',
      "server/src/core/also-forgotten.ts": "",
      "server/src/kit/money.test.ts": 'import "./money.ts";\n',
      "server/src/kit/money.ts": "",
      "server/test/support/child.ts": 'import "../../src/db/start.ts";\n',
      "server/src/db/start.ts": "",
      "cashier/src/entry-client.tsx": 'import "./app.tsx";\n',
      "cashier/src/app.tsx": "",
      "cashier/src/old.tsx": "",
    }),
  ).toEqual([
    "cashier/src/old.tsx: is imported by nothing that runs",
    "server/src/core/also-forgotten.ts: is imported by nothing that runs",
    "server/src/core/forgotten.ts: is imported by nothing that runs",
  ]);
});

test("an export that no other file names is found; a type may describe another export of its file", () => {
  expect(
    check(unusedExports, {
      "server/src/kit/money.ts": [
        "export const used = 1;",
        "export function alone(): void {}",
        "export interface Described {}",
        "export type Unheard = string;",
        "export const tested = (described: Described) => described;",
        "alone();",
      ].join("\n"),
      "server/src/kit/money.test.ts": 'import { tested, used } from "./money.ts";\n',
      "server/src/main/starway.ts": "export const program = 1;\n",
    }),
  ).toEqual([
    "server/src/kit/money.ts:2: exports alone, which no other file names",
    "server/src/kit/money.ts:4: exports Unheard, which no other file names",
  ]);
});

test("one long function among a few is found, and one among many is not", () => {
  const long = `function long() {\n${"  step();\n".repeat(40)}}\n`;
  const short = (count: number) =>
    Array.from({ length: count }, (_, index) => `const f${index} = () => 1;\n`).join("");
  expect(check(size, { "server/src/core/core.ts": short(5) + long })).toEqual([
    "server/src/core/core.ts:6: the function at nine tenths has 42 lines instead of 30; this is one of the longest: long, 42 lines",
    ...[5, 4, 3, 2].map((line) => expect.stringContaining(`server/src/core/core.ts:${line}: the function`)),
  ]);
  expect(check(size, { "server/src/core/core.ts": short(30) + long })).toEqual([]);
});

test("files that are long as a rule are found", () => {
  const lines = (count: number) => "step();\n".repeat(count);
  const house = {
    "server/src/a.ts": lines(81),
    "cashier/src/b.ts": lines(251),
    "server/src/c.test.ts": lines(1),
  };
  expect(check(size, house)).toHaveLength(4);
  expect(describeSize(modelHouse(house))).toContain(
    "Files: 2 with a median of 81 lines, p90 251, longest 251 (cashier/src/b.ts).",
  );
});
