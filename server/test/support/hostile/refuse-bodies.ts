import { expect } from "vitest";
import { fingerprintTables } from "../tables.ts";
import type { HostileBody } from "./bodies.ts";
import { errorLines } from "./error-log.ts";
import { inTurns } from "./in-turns.ts";
import { takesBody } from "./routes.ts";
import { attack, type Target } from "./target.ts";

const AT_ONCE = 8;

/** Sends every route every body. A page may do with it what it likes, as long as it is not the server's trouble. */
export async function expectBodiesRefused(target: Target, bodies: readonly HostileBody[]): Promise<void> {
  const before = await fingerprintTables(target.server.db);
  const wrong: string[] = [];
  const routes = target.routes.filter(takesBody);
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
      else if (route.door !== "page" && result.status < 400)
        wrong.push(`${route.name}: ${about} was accepted`);
    }
  });
  expect(wrong).toEqual([]);
  expect(routes.length).toBeGreaterThan(50);
  expect(await fingerprintTables(target.server.db)).toEqual(before);
  expect(errorLines(target.server.log_lines)).toEqual([]);
}
