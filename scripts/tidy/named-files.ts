import type { House } from "./house.ts";
import type { Finding, Rule } from "./rule.ts";

/** A path from the root in backticks, to a file or, with a slash at the end, to a folder. */
const PATH = /`((?:\.ci|bench|cashier|docs|scripts|sdks|server)\/[\w./-]*)`/g;

export const namedFiles: Rule = {
  name: "What the documents name is there",
  instead:
    "Name the file that does it now. Paths begin at the root of the repository; folders end with a slash.",
  check: (house) =>
    house.paths
      .filter((path) => path.endsWith(".md"))
      .flatMap((file) =>
        house
          .read(file)
          .split("\n")
          .flatMap((text, index) =>
            missingPaths(house, text).map((message) => ({ file, line: index + 1, message })),
          ),
      ),
};

function missingPaths(house: House, text: string): Finding["message"][] {
  return [...text.matchAll(PATH)].flatMap(([, path = ""]) => {
    const exists = path.endsWith("/") ? house.folders.includes(path.slice(0, -1)) : house.has(path);
    // What a build makes is not there before the build.
    return exists || path.includes("/dist/") ? [] : [`names ${path}, which is not there`];
  });
}
