import { expect, test } from "vitest";
import { filesIn, generateJavascript, JAVASCRIPT_FOLDER } from "./javascript.ts";

test("the JavaScript client is the one of the documented API (otherwise: npm run sdk)", () => {
  const committed = filesIn(JAVASCRIPT_FOLDER);
  const generated = generateJavascript();
  expect([...committed.keys()].sort()).toEqual([...generated.keys()].sort());
  const stale = [...generated].filter(([name, text]) => committed.get(name) !== text).map(([name]) => name);
  expect(stale, "run npm run sdk").toEqual([]);
});

test("every resource says what it is for (otherwise: describe its tag in the OpenAPI document)", () => {
  const resources = [...generateJavascript()].filter(([name]) => name.startsWith("resources/"));
  expect(resources.length).toBeGreaterThan(0);
  const silent = resources.filter(([, text]) => !text.includes("*/\nexport class ")).map(([name]) => name);
  expect(silent).toEqual([]);
});
