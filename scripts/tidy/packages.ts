import { importsOf } from "./imports.ts";
import { isIn } from "./rooms.ts";
import type { Rule } from "./rule.ts";
import { isTest, sourcesUnder } from "./source.ts";

/** Packages that would otherwise spread through the house, and the rooms that they stay in. */
const KEPT_IN: readonly { packages: RegExp; rooms: string[] }[] = [
  { packages: /^(fastify|fastify-plugin|@fastify\/.+)$/, rooms: ["api/", "main/"] },
  { packages: /^pg(\/.*)?$/, rooms: ["db/"] },
];

/** Tests are exempt: they may look into the database, or stand up a server to talk to. */
export const packages: Rule = {
  name: "Fastify stays in api/ and main/, and pg in db/",
  instead: "Take plain values as arguments, and the database as `Database` or `Queryable` of db/types.ts.",
  check: (house) =>
    sourcesUnder(house, "server/src")
      .filter((source) => !isTest(source.path))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ target, is_package }) => is_package && isKeptElsewhere(target, source.path))
          .map(({ line, target }) => ({ file: source.path, line, message: `imports the package ${target}` })),
      ),
};

function isKeptElsewhere(name: string, path: string): boolean {
  return KEPT_IN.some(({ packages, rooms }) => packages.test(name) && !isIn(path, ...rooms));
}
