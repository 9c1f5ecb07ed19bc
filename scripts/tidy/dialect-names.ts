import { isIn } from "./rooms.ts";
import type { Rule } from "./rule.ts";

const DIALECTS = /faststar|onerway/i;

/** Tests and comments are not exempt: what has to name a dialect belongs to it. */
export const dialectNames: Rule = {
  name: "Only the dialects' own folders, the demo and main/ name a dialect",
  instead:
    "Let a real difference travel as a field of the core's command, and keep the rest in the dialect's folder.",
  check: (house) =>
    house.paths
      .filter((path) => path.startsWith("server/src/"))
      .filter((path) => !isIn(path, "api/faststar/", "api/onerway/", "api/demo/", "main/"))
      .flatMap((file) =>
        house
          .read(file)
          .split("\n")
          .flatMap((text, index) => {
            const word = DIALECTS.exec(text)?.[0];
            return word === undefined ? [] : [{ file, line: index + 1, message: `says ${word}` }];
          }),
      ),
};
