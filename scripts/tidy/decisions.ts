import { checkNumbers, numberedFiles } from "./numbered-files.ts";
import type { Finding, Rule } from "./rule.ts";

const FOLDER = "docs/decisions";
const HEADINGS = ["Context", "Decision", "Consequences", "Enforced by"];

export const decisions: Rule = {
  name: "Decision records are numbered and complete",
  instead: `Write one page with a title and the headings ${HEADINGS.join(", ")}, each with a text, under the next number.`,
  check: (house) => [
    ...checkNumbers(house, FOLDER, "md"),
    ...numberedFiles(house, FOLDER, "md").flatMap((file) => checkRecord(file, house.read(file))),
  ],
};

function checkRecord(file: string, text: string): Finding[] {
  const number = Number(file.slice(FOLDER.length + 1).slice(0, 4));
  const has_title = text.startsWith(`# ${number}. `) || Number.isNaN(number);
  const sections = text.split(/^## /m).slice(1);
  const headings = sections.map((section) => section.split("\n")[0]?.trim());
  const empty = sections.filter((section) => section.split("\n").slice(1).join("").trim() === "");
  return [
    ...(has_title ? [] : [{ file, line: 1, message: `should begin with "# ${number}. Title"` }]),
    ...(headings.join() === HEADINGS.join()
      ? []
      : [{ file, message: `has the headings ${headings.join(", ")}` }]),
    ...empty.map((section) => ({ file, message: `says nothing under ${section.trim()}` })),
  ];
}
