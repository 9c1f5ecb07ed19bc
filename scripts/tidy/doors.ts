import { importsOf } from "./imports.ts";
import { isIn, roomsOf } from "./rooms.ts";
import type { Rule } from "./rule.ts";
import { sourcesUnder } from "./source.ts";

/** Shared by every door, like the files directly in api/. */
const SHARED = "plugins";

/** Tests are not exempt: two dialects that meet in a test have met. */
export const doors: Rule = {
  name: "The doors of api never import each other",
  instead: "Say it twice, once for each door, or put what is really the same into api/plugins/ or core/.",
  check: (house) =>
    sourcesUnder(house, "server/src/api").flatMap((source) => {
      const door = roomsOf(source.path)[1] ?? SHARED;
      if (door === SHARED) return [];
      return importsOf(source)
        .filter(
          ({ target }) => isIn(target, "api/") && ![door, SHARED].includes(roomsOf(target)[1] ?? SHARED),
        )
        .map(({ line, target }) => ({ file: source.path, line, message: `api/${door}/ imports ${target}` }));
    }),
};
