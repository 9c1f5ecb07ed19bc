import { posix } from "node:path";
import type { House } from "./house.ts";
import type { Finding, Rule } from "./rule.ts";

const LINK = /\]\(([^()\s]+)\)/g;
const OUTSIDE = /^[a-z]+:/;
const FENCE = /^```/;
const HEADING = /^#+ +(.+)$/;

/** Links to the web are not followed: a test that needs the web says nothing about the house. */
export const links: Rule = {
  name: "Links in the documents lead somewhere",
  instead: "Correct the path, which begins at the document's folder, or the name of the heading after the #.",
  check: (house) =>
    house.paths
      .filter((path) => path.endsWith(".md"))
      .flatMap((file) =>
        prose(house.read(file)).flatMap((text, index) =>
          [...text.matchAll(LINK)]
            .filter(([, target = ""]) => !OUTSIDE.test(target) && !leadsSomewhere(house, file, target))
            .map(([, target]): Finding => ({ file, line: index + 1, message: `${target} is not there` })),
        ),
      ),
};

function leadsSomewhere(house: House, file: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const found = path === "" ? file : posix.join(posix.dirname(file), path).replace(/\/$/, "");
  if (anchor === undefined) return house.has(found) || house.folders.includes(found);
  return house.has(found) && anchorsOf(house.read(found)).has(decodeURIComponent(anchor));
}

/** The lines of a document, empty where it shows code. */
function prose(text: string): string[] {
  let is_code = false;
  return text.split("\n").map((line) => {
    const is_fence = FENCE.test(line);
    if (is_fence) is_code = !is_code;
    return is_fence || is_code ? "" : line;
  });
}

/** Headings as they are addressed: small letters, no punctuation, hyphens for spaces, and a number when repeated. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const line of prose(text)) {
    const [, heading] = HEADING.exec(line) ?? [];
    if (heading === undefined) continue;
    const name = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-");
    let anchor = name;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${name}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}
