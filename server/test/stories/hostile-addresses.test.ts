import { expect, test } from "vitest";
import { errorLines } from "../support/hostile/error-log.ts";
import { inTurns } from "../support/hostile/in-turns.ts";
import { type Route, takesBody } from "../support/hostile/routes.ts";
import { type Attack, attack, prefixAt, useTarget } from "../support/hostile/target.ts";
import { HOSTILE_QUERIES, HOSTILE_WORDS } from "../support/hostile/texts.ts";
import { JSON_CONTENT } from "../support/http.ts";
import { fingerprintTables } from "../support/tables.ts";

const target = useTarget();

const AT_ONCE = 8;

/** Sends each route what the attacks make of it. `must_refuse` is for what no route can take. */
async function attackAll(
  attacksOn: (route: Route) => readonly Omit<Attack, "method" | "headers">[],
  must_refuse: boolean,
): Promise<string[]> {
  const wrong: string[] = [];
  await inTurns(target.routes, AT_ONCE, async (route) => {
    const headers = { ...target.credentials(route), ...(takesBody(route) && JSON_CONTENT) };
    for (const { about, url, body } of attacksOn(route)) {
      const request = {
        method: route.method,
        headers,
        url,
        body: takesBody(route) ? (body ?? "{}") : undefined,
      };
      const result = await attack(route.door, { about: `${route.name}: ${about}`, ...request });
      if (result.wrong !== undefined) wrong.push(result.wrong);
      else if (must_refuse && route.door !== "page" && result.status < 400)
        wrong.push(`${route.name}: ${about} was accepted: ${result.answer?.text.slice(0, 200)}`);
    }
  });
  return wrong;
}

const hasId = ({ url }: Route) => /\/:\w/.test(url);
const shown = (word: string) => JSON.stringify(word.slice(0, 60));

/** What the route needs to be told before it looks for its id. */
function bodyOf({ operation }: Route): string {
  return JSON.stringify(target.ids.putInto(Object.values(operation?.bodies ?? {})[0]?.value ?? {}));
}

test("no route finds anything at an id that is none, and nothing is written", async () => {
  const before = await fingerprintTables(target.server.db);
  const wrong = await attackAll((route) => {
    if (!hasId(route)) return [];
    const words = HOSTILE_WORDS.filter((word) => word !== "");
    return words.map((word) => ({
      about: shown(word),
      url: target.addressOf(route, word),
      body: bodyOf(route),
    }));
  }, true);
  expect(wrong).toEqual([]);
  expect(await fingerprintTables(target.server.db)).toEqual(before);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 300_000);

test("no route finds a thing of another kind or of another merchant, and nothing is written", async () => {
  const before = await fingerprintTables(target.server.db);
  const wrong = await attackAll((route) => {
    if (!hasId(route)) return [];
    const asked = [...route.url.matchAll(/:(\w+)/g)].map(([, name = ""]) => prefixAt(route, name));
    const others = target.ids.all().filter((id) => !asked.includes(id.split("_")[0] ?? ""));
    const one_of_each = others.filter((id) => target.ids.of(id.split("_")[0] ?? "")[0] === id);
    const foreign = asked.flatMap((prefix) => target.foreign_ids.of(prefix).slice(0, 5));
    const body = bodyOf(route);
    return [...one_of_each, ...foreign].map((id) => ({ about: id, url: target.addressOf(route, id), body }));
  }, true);
  expect(wrong).toEqual([]);
  expect(await fingerprintTables(target.server.db)).toEqual(before);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 300_000);

test("whatever stands in a query, every route answers in its API's words", async () => {
  const wrong = await attackAll((route) => {
    const names = Object.keys(route.query?.properties ?? {});
    const queries = names.flatMap((name) => [
      ...HOSTILE_WORDS.map((word) => `${name}=${word}`),
      `${name}[a]=1`,
      `${name}[]=1&${name}[]=2`,
      `${name}=${target.foreign_ids.all()[0]}`,
    ]);
    const url = target.addressOf(route);
    return [...queries, ...HOSTILE_QUERIES]
      .filter(() => route.method === "GET")
      .map((query) => ({ about: `?${query.slice(0, 80)}`, url: `${url}?${query}` }));
  }, false);
  expect(wrong).toEqual([]);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 300_000);

test.each(["limit=0", "limit=101", "limit=many", "limit=1.5", "limit=", "limit=1&limit=2", "limit=-0.5"])(
  "no list takes %s",
  async (query) => {
    const wrong = await attackAll(
      (route) =>
        route.query?.properties?.limit === undefined
          ? []
          : [{ about: query, url: `${target.addressOf(route)}?${query}` }],
      true,
    );
    expect(wrong).toEqual([]);
  },
);
