import { stringify } from "qs";
import { expect, test } from "vitest";
import { freeTexts, takesMetadata, withField } from "../support/hostile/limits.ts";
import { type Route, takesBody } from "../support/hostile/routes.ts";
import { attack, useTarget } from "../support/hostile/target.ts";
import { FORM_CONTENT, JSON_CONTENT } from "../support/http.ts";

const target = useTarget();

const STAR = "\u{1f31f}";
const FAMILY = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}";

async function ask(route: Route, body: object, encoding: "json" | "form" = "json") {
  return attack(route.door, {
    about: `${route.name} ${encoding} ${JSON.stringify(body).slice(0, 300)}`,
    url: target.addressOf(route),
    method: route.method,
    headers: { ...target.credentials(route), ...(encoding === "json" ? JSON_CONTENT : FORM_CONTENT) },
    body: encoding === "json" ? JSON.stringify(body) : stringify(body),
  });
}

/**
 * Does something with the requests that work, and work again, so that what one more thing does to them is that thing's
 * doing. A request is tried only when it is its turn, because those that come later may end what it is about.
 */
async function forRepeatable(
  concerns: (route: Route) => boolean,
  work: (route: Route, body: object) => Promise<readonly string[]>,
): Promise<{ wrong: readonly string[]; tried: number }> {
  const wrong: string[] = [];
  let tried = 0;
  for (const route of target.routes.filter((one) => takesBody(one) && concerns(one))) {
    for (const { value } of Object.values(route.operation?.bodies ?? {})) {
      const body = target.ids.putInto(value);
      const statuses = [(await ask(route, body)).status, (await ask(route, body)).status];
      if (statuses.some((status) => status !== 200)) continue;
      tried += 1;
      wrong.push(...(await work(route, body)));
    }
  }
  return { wrong, tried };
}

/** Asks, and says what is wrong when the status is another one. */
async function expectStatus(route: Route, body: object, status: number, encoding?: "json" | "form") {
  const result = await ask(route, body, encoding);
  if (result.wrong !== undefined) return [result.wrong];
  return result.status === status
    ? []
    : [`${route.name} ${JSON.stringify(body).slice(0, 200)}: ${result.answer?.text.slice(0, 300)}`];
}

const hasFreeTexts = ({ body }: Route) => freeTexts(body).length > 0;
const hasMetadata = ({ body }: Route) => takesMetadata(body);
/** Whether the route changes the very thing in its address. */
const isChange = ({ url }: Route) => /\/:\w+$/.test(url);

test("texts are as long as they may be in characters of any script, and not one longer", async () => {
  const { wrong, tried } = await forRepeatable(hasFreeTexts, async (route, body) => {
    const found: string[] = [];
    for (const { path, characters } of freeTexts(route.body)) {
      const right_to_left = "\u05d0\u05d1 \u0627\u0644"
        .repeat(characters)
        .slice(0, characters - 1)
        .trim();
      for (const text of [STAR.repeat(characters), right_to_left, `${FAMILY} e\u0301`]) {
        found.push(...(await expectStatus(route, withField(body, path, text), 200)));
      }
      found.push(...(await expectStatus(route, withField(body, path, STAR.repeat(characters + 1)), 400)));
    }
    return found;
  });
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(20);
}, 300_000);

const pairs = (count: number, name: string, value: string) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [String(index).padStart(2, "0") + name, value]),
  );

/** What takes away every pair that there is. */
async function removal(route: Route, body: object): Promise<object> {
  const { answer } = await ask(route, { ...body, metadata: { none: "" } });
  return Object.fromEntries(Object.keys(metadataIn(answer?.body)).map((name) => [name, ""]));
}

function metadataIn(answer: unknown): object {
  const body = answer as { metadata?: object; data?: { metadata?: object } } | undefined;
  return body?.metadata ?? body?.data?.metadata ?? {};
}

test("metadata is as large as it may be, and not one pair, and not one character, larger", async () => {
  const { wrong, tried } = await forRepeatable(hasMetadata, async (route, body) => {
    const found: string[] = [];
    const answersTo = async (metadata: object, status: number) => {
      found.push(...(await expectStatus(route, { ...body, metadata }, status)));
    };
    if (isChange(route)) await answersTo(await removal(route, body), 200);
    await answersTo(pairs(50, STAR.repeat(38), STAR.repeat(500)), 200);
    // A change adds to what there is.
    if (isChange(route)) await answersTo({ one_more: "a" }, 400);
    if (isChange(route)) await answersTo(await removal(route, body), 200);
    await answersTo(pairs(101, "", "a"), 400);
    await answersTo({ [STAR.repeat(41)]: "a" }, 400);
    await answersTo({ a: STAR.repeat(501) }, 400);
    await answersTo({ "": "a" }, 400);
    await answersTo({ constructor: "a", prototype: "b", toString: "c" }, 200);
    return found;
  });
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(15);
}, 300_000);

test("an empty metadata field of a form is no metadata", async () => {
  const ofOnerway = (route: Route) => route.door === "onerway" && hasMetadata(route);
  const { wrong, tried } = await forRepeatable(ofOnerway, async (route, body) => {
    await ask(route, { ...body, metadata: { a: "b" } });
    const { wrong: problem, answer } = await ask(route, { ...body, metadata: "" }, "form");
    if (problem !== undefined) return [problem];
    return answer?.status === 200 && Object.keys(metadataIn(answer.body)).length === 0
      ? []
      : [`${route.name}: ${answer?.text.slice(0, 300)}`];
  });
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(5);
}, 300_000);
