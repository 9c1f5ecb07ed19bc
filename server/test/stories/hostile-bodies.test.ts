import { expect, test } from "vitest";
import { hostileBodies } from "../support/hostile/bodies.ts";
import { errorLines } from "../support/hostile/error-log.ts";
import { inTurns } from "../support/hostile/in-turns.ts";
import { takesBody } from "../support/hostile/routes.ts";
import { attack, useTarget } from "../support/hostile/target.ts";
import { fingerprintTables } from "../support/tables.ts";

const target = useTarget();

const AT_ONCE = 8;

test("no route takes a body that cannot be read for parameters, and nothing is written", async () => {
  const before = await fingerprintTables(target.server.db);
  const bodies = hostileBodies();
  const wrong: string[] = [];
  const routes = target.routes.filter((route) => takesBody(route) && route.door !== "page");
  await inTurns(routes, AT_ONCE, async (route) => {
    for (const { about, body, headers } of bodies) {
      const result = await attack(route.door, {
        about: `${route.name}: ${about}`,
        url: target.addressOf(route),
        method: route.method,
        headers: { ...target.credentials(route), ...headers },
        body,
      });
      if (result.wrong !== undefined) wrong.push(result.wrong);
      else if (result.status < 400) wrong.push(`${route.name}: ${about} was accepted`);
    }
  });
  expect(wrong).toEqual([]);
  expect(routes.length).toBeGreaterThan(30);
  expect(await fingerprintTables(target.server.db)).toEqual(before);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 120_000);

test("pages for buyers and tools survive the same bodies", async () => {
  const wrong: string[] = [];
  await inTurns(
    target.routes.filter((route) => takesBody(route) && route.door === "page"),
    AT_ONCE,
    async (route) => {
      for (const { about, body, headers } of hostileBodies()) {
        const request = { url: target.addressOf(route), method: route.method, headers, body };
        const result = await attack("page", { about: `${route.name}: ${about}`, ...request });
        if (result.wrong !== undefined) wrong.push(result.wrong);
      }
    },
  );
  expect(wrong).toEqual([]);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}, 120_000);
