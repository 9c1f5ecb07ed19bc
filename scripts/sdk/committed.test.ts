import { expect, test } from "vitest";
import { filesIn, generateJavascript, JAVASCRIPT_FOLDER } from "./javascript.ts";

test("the JavaScript client is the one of the documented API (otherwise: npm run sdk)", () => {
  const committed = filesIn(JAVASCRIPT_FOLDER);
  const generated = generateJavascript();
  expect([...committed.keys()].sort()).toEqual([...generated.keys()].sort());
  const stale = [...generated].filter(([name, text]) => committed.get(name) !== text).map(([name]) => name);
  expect(stale, "run npm run sdk").toEqual([]);
});
