import { readFile } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { dumpSchema } from "../../scripts/schema/dump.ts";
import { openTestDatabase } from "./support/database.ts";

const COMMITTED = new URL("../migrations/schema.sql", import.meta.url);

test("the committed schema is what the migrations make; run `npx tsx scripts/schema.ts` after a new one", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  expect(await dumpSchema(db)).toBe(await readFile(COMMITTED, "utf8"));
});
