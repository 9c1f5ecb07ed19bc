import { expect, test } from "vitest";
import { formatGrowth, growthPerPayment } from "./disk.ts";

const size = (table: string, index: string | null, bytes: number) => ({ table, index, bytes });

test("the growth of each table and index is divided by the payments that made it grow", () => {
  const before = [
    size("events", null, 8192),
    size("events", "events_pkey", 16384),
    size("merchants", null, 8192),
  ];
  const after = [
    size("events", null, 1_008_192),
    size("events", "events_pkey", 216_384),
    size("merchants", null, 8192),
    size("refunds", null, 5000),
  ];
  const grown = growthPerPayment(before, after, 1000);
  expect(grown).toEqual([
    size("events", null, 1000),
    size("events", "events_pkey", 200),
    size("refunds", null, 5),
  ]);
  expect(formatGrowth(grown).split("\n").slice(-5)).toEqual([
    "| - events_pkey          |  200 |",
    "| refunds                |    5 |",
    "| all tables             | 1005 |",
    "| all indexes            |  200 |",
    "| together               | 1205 |",
  ]);
});
