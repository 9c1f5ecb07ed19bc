import { expect, test } from "vitest";
import { samplesToRun } from "./markdown-samples.ts";

const DOCUMENT = `# Guide

\`\`\`html run button
<button>
  Buy
</button>
\`\`\`

\`\`\`js
neverRun();
\`\`\`

\`\`\`js run events
FastStar.on("checkout.close", () => {});
\`\`\`
`;

test("the samples of a guide that are marked are run, each by its name", () => {
  expect([...samplesToRun(DOCUMENT).values()]).toEqual([
    { name: "button", language: "html", code: "<button>\n  Buy\n</button>\n", line: 4 },
    { name: "events", language: "js", code: 'FastStar.on("checkout.close", () => {});\n', line: 14 },
  ]);
});

test("two samples of one name are a mistake in the guide", () => {
  expect(() => samplesToRun(DOCUMENT + DOCUMENT)).toThrow(/a sample called button already/);
});
