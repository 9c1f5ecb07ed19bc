import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const client = new URL("../dist/client/", import.meta.url);
const BUDGET_BYTES = 20 * 1024;

/** What one file of a build's manifest is, and needs. */
interface Built {
  readonly file: string;
  readonly css?: string[];
  readonly imports?: string[];
}

function builtFrom(manifest: string, entry: string): Built {
  const path = new URL(`.vite/${manifest}`, client);
  expect(existsSync(path), "run `npm run build -w cashier` first").toBe(true);
  return JSON.parse(readFileSync(path, "utf8"))[entry];
}

const checkout = () => builtFrom("manifest.json", "src/entry-client.tsx");
const card = () => builtFrom("manifest-card.json", "src/entry-card.tsx");

test.each([
  ["the checkout page", checkout],
  ["the page on which a card is saved", card],
])("script and style of %s are less than 20 KB together", (_page, built) => {
  const { file, imports = [] } = built();
  const files = [file, ...(checkout().css ?? [])];
  const bytes = files.map((name) => gzipSync(readFileSync(new URL(name, client))).length);
  expect(imports).toEqual([]);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET_BYTES);
});
