import type { Spread } from "./statistics.ts";

/** A table in Markdown, whose columns also line up on a terminal. All columns but the first are figures. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)),
  );
  const line = (cells: readonly string[]) => {
    const padded = widths.map((width, column) => {
      const cell = cells[column] ?? "";
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** Least, middle and greatest in one cell. */
export function formatSpread({ min, median, max }: Spread, digits = 0): string {
  return [min, median, max].map((value) => value.toFixed(digits)).join(" / ");
}
