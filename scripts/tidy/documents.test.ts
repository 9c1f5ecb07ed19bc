import { expect, test } from "vitest";
import { decisions } from "./decisions.ts";
import { documentedTree, printTree } from "./documented-tree.ts";
import { compareCodes } from "./error-codes.ts";
import { modelHouse } from "./house.ts";
import { links } from "./links.ts";
import { namedFiles } from "./named-files.ts";
import { formatFinding, type Rule } from "./rule.ts";

function check(rule: Rule, files: Record<string, string>): string[] {
  return rule.check(modelHouse(files)).map(formatFinding);
}

const FILES = { "server/src/kit/money.ts": "", "server/src/db/lanes.ts": "", "bench/run.ts": "" };
const treeOf = (...lines: string[]) => ["# Architecture", "```tree", ...lines, "```"].join("\n");

test("a tree that shows every folder to its own depth is right", () => {
  const tree = treeOf(
    "bench/          the load harness",
    "docs/           what to read",
    "server/         the server",
    "  src/          its code",
    "    db/         the database",
    "    kit/        tools",
    "      money.ts  amounts",
  );
  expect(check(documentedTree, { ...FILES, "docs/architecture.md": tree })).toEqual([]);
});

test("a tree with a folder too many, one too few or one without a comment is wrong", () => {
  const tree = treeOf(
    "docs/    what to read",
    "server/",
    "  src/  its code",
    "    kit/  tools",
    "    vault/  cards",
  );
  expect(check(documentedTree, { ...FILES, "docs/architecture.md": tree })).toEqual([
    "docs/architecture.md:4: does not say what server is for",
    "docs/architecture.md:7: shows server/src/vault, which is not there",
    "docs/architecture.md: does not show bench/",
    "docs/architecture.md: does not show server/src/db/",
  ]);
});

test("the tree prints as it should be, and keeps the comments", () => {
  const tree = treeOf("server/  the server", "  src/  its code", "    vault/  cards", "    kit/  tools");
  expect(printTree(modelHouse({ ...FILES, "docs/architecture.md": tree }))).toBe(
    ["server/   the server", "  src/    its code", "    kit/  tools", "    db/", "bench/", "docs/"].join(
      "\n",
    ),
  );
});

test("an error code without a row, a row without a code, and a wrong status are found", () => {
  const expected = new Map([
    ["internal", ["500"]],
    ["overloaded", ["503"]],
    ["rate_limited", ["429"]],
    ["gone", ["410"]],
  ]);
  const document = [
    "| Code | Status | Meaning | What to do |",
    "| `internal` | 500 | Our fault. | Try again. |",
    "| `lost` | 404 | It was here. | Nothing. |",
    "| `overloaded` | 503 | Too much to do. | |",
    "| `gone` | 404 | It was here. | Nothing. |",
    "| `internal` | 500 | Our fault. | Try again. |",
  ].join("\n");
  expect(compareCodes(expected, document).map(formatFinding)).toEqual([
    "docs/errors.md: rate_limited has no row",
    "docs/errors.md:3: lost does not exist",
    "docs/errors.md:4: overloaded does not say what it means, or what to do",
    'docs/errors.md:5: gone has "404" where the answer is "410"',
    "docs/errors.md:6: internal has a row already",
  ]);
});

const record = (number: number) =>
  `# ${number}. A choice\n\n## Context\nWhy.\n\n## Decision\nWhat.\n\n## Consequences\nThen.\n\n## Enforced by\nA test.\n`;

test("decision records are numbered without gaps and have every heading", () => {
  expect(
    check(decisions, {
      "docs/decisions/0001-first.md": record(1),
      "docs/decisions/0003-third.md": record(3),
      "docs/decisions/0003-third-again.md": record(3).replace("A test.", ""),
      "docs/decisions/0005-fifth.md": "# Fifth\n\n## Context\nWhy.\n",
      "docs/decisions/Sixth.md": record(6),
    }),
  ).toEqual([
    "docs/decisions/0003-third-again.md: should have the number 0002",
    "docs/decisions/0005-fifth.md: should have the number 0004",
    "docs/decisions/Sixth.md: is not called NNNN-name.md",
    "docs/decisions/0003-third-again.md: says nothing under Enforced by",
    'docs/decisions/0005-fifth.md:1: should begin with "# 5. Title"',
    "docs/decisions/0005-fifth.md: has the headings Context",
  ]);
});

test("a document that names a file or a folder that is gone is found", () => {
  const text =
    "See `server/src/kit/money.ts`, `server/src/db/`, `docs/old.md`, `server/dist/main.js` and `bench/`.\n";
  expect(check(namedFiles, { ...FILES, "docs/guide.md": text })).toEqual([
    "docs/guide.md:1: names docs/old.md, which is not there",
  ]);
});

test("a link to a file or to a heading that is not there is found, but for links to the web and in samples", () => {
  const guide = [
    "# Take a payment: *now*",
    "[up](../README.md) [here](#take-a-payment-now) [again](#more-1) [folder](../docs/) [web](https://example.com/#x)",
    "## More",
    "```sh",
    "[sample](nothing.md)",
    "```",
    "## More",
    "[gone](gone.md) [wrong](../README.md#start) [中文](zh.md#退款)",
  ].join("\n");
  const files = { "README.md": "# Starway", "docs/guide.md": guide, "docs/zh.md": "## 退款" };
  expect(check(links, files)).toEqual([
    "docs/guide.md:8: gone.md is not there",
    "docs/guide.md:8: ../README.md#start is not there",
  ]);
});
