import fc from "fast-check";
import { stringify } from "qs";
import { expect, test } from "vitest";
import { rowCounter } from "../support/hostile/count-rows.ts";
import { errorLines } from "../support/hostile/error-log.ts";
import { mutations } from "../support/hostile/mutation.ts";
import { type Route, takesBody } from "../support/hostile/routes.ts";
import { attack, useTarget } from "../support/hostile/target.ts";
import { FORM_CONTENT, JSON_CONTENT } from "../support/http.ts";

const target = useTarget();

const SEED = 20_261_122;
const RUNS = 30;

type Encoding = "json" | "form";

/** What is wrong with how the route answers bodies that are nearly right; undefined when nothing is. */
async function tryRoute(route: Route, encoding: Encoding): Promise<string | undefined> {
  const countRows = await rowCounter(target.server.db);
  let wrong: string | undefined;
  const property = fc.asyncProperty(mutations(route, target.ids), async ({ body, nth }) => {
    const before = await countRows();
    const content = encoding === "json" ? JSON_CONTENT : FORM_CONTENT;
    const result = await attack(route.door, {
      about: `${route.name} ${encoding} ${JSON.stringify(body)?.slice(0, 300)}`,
      url: target.addressOf(route, nth),
      method: route.method,
      headers: { ...target.credentials(route), ...content },
      body: encoding === "json" ? JSON.stringify(body) : stringify(body),
    });
    let found = result.wrong;
    // A decline is an outcome, and is kept.
    if (found === undefined && result.status >= 400 && result.status !== 402) {
      const after = await countRows();
      if (JSON.stringify(after) !== JSON.stringify(before)) {
        found = `${route.name}: refused, and left rows: ${JSON.stringify([body, result.answer?.text, before, after]).slice(0, 2_000)}`;
      }
    }
    wrong = found ?? wrong;
    return found === undefined;
  });
  const outcome = await fc.check(property, { seed: SEED, numRuns: RUNS });
  return outcome.failed ? `seed ${SEED}, path ${outcome.counterexamplePath}: ${wrong}` : undefined;
}

async function tryRoutes(routes: readonly Route[], encoding: Encoding): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of routes) {
    const found = await tryRoute(route, encoding);
    if (found !== undefined) wrong.push(found);
  }
  return wrong;
}

test.each(["faststar", "onerway", "cashier"] as const)(
  "%s takes bodies with one wrong thing for what they are, and keeps nothing of what it refuses",
  async (door) => {
    const routes = target.routes.filter((route) => takesBody(route) && route.door === door);
    expect(await tryRoutes(routes, "json")).toEqual([]);
    expect(errorLines(target.server.log_lines)).toEqual([]);
  },
  300_000,
);

test("onerway does so with forms too", async () => {
  const routes = target.routes.filter((route) => takesBody(route) && route.door === "onerway");
  expect(await tryRoutes(routes, "form")).toEqual([]);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 300_000);
