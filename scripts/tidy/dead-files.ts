import type { House } from "./house.ts";
import { importsOf } from "./imports.ts";
import type { Rule } from "./rule.ts";
import { isTest, sourceOf, sourcesUnder } from "./source.ts";

/** Where the running code begins. */
const ENTRIES = [
  "server/src/main/starway.ts",
  "cashier/src/entry-client.tsx",
  "cashier/src/entry-card.tsx",
  "cashier/src/entry-server.tsx",
  "sdks/browser/src/index.ts",
  "sdks/javascript/src/index.ts",
  "sdks/javascript/src/node.ts",
];

/** Beginning from the programs, the tests and what belongs to tests, each file must be reached by imports. */
export const deadFiles: Rule = {
  name: "No file is dead",
  instead: "Import the file from where it is needed, or remove it.",
  check: (house) => {
    const alive = reach(house, [...ENTRIES, ...house.paths.filter(isTest)]);
    return sourcesUnder(house, "server/src", "cashier/src", "sdks/browser/src", "sdks/javascript/src")
      .filter(({ path }) => !alive.has(path))
      .map(({ path }) => ({ file: path, message: "is imported by nothing that runs" }));
  },
};

function reach(house: House, entries: string[]): Set<string> {
  const alive = new Set<string>();
  const next = [...entries];
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    if (alive.has(path) || !house.has(path) || !/\.tsx?$/.test(path)) continue;
    alive.add(path);
    next.push(...importsOf(sourceOf(house, path)).map(({ target }) => target));
  }
  return alive;
}
