import { expect, test } from "vitest";
import { formatGrowth, growthPerPayment } from "./disk.ts";

const size = (table: string, heap_bytes: number, index_bytes: number) => ({ table, heap_bytes, index_bytes });

test("each table's growth is divided by the payments that made it grow", () => {
  const before = [size("events", 8192, 16384), size("merchants", 8192, 8192)];
  const after = [size("events", 1_008_192, 216_384), size("merchants", 8192, 8192), size("refunds", 5000, 0)];
  const grown = growthPerPayment(before, after, 1000);
  expect(grown).toEqual([size("events", 1000, 200), size("refunds", 5, 0)]);
  expect(formatGrowth(grown).split("\n").at(-1)).toBe(
    "| all                    |  1005 |     200 |     1205 |",
  );
});
