import { expect, test } from "vitest";
import { formatSpread, formatTable } from "./table.ts";

test("a table is Markdown whose figures stand under each other", () => {
  const table = formatTable(
    ["shape", "payments/s"],
    [
      ["TPC-B", "4606"],
      ["Starway at 256", "7220"],
    ],
  );
  expect(table).toBe(
    [
      "| shape          | payments/s |",
      "| -------------- | ---------: |",
      "| TPC-B          |       4606 |",
      "| Starway at 256 |       7220 |",
    ].join("\n"),
  );
});

test("a spread is the least, the middle and the greatest round", () => {
  expect(formatSpread({ min: 6853.4, median: 7220, max: 7579.9 })).toBe("6853 / 7220 / 7580");
  expect(formatSpread({ min: 1.4, median: 1.543, max: 1.6 }, 2)).toBe("1.40 / 1.54 / 1.60");
});
