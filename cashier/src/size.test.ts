import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const client = new URL("../dist/client/", import.meta.url);
const manifest = new URL(".vite/manifest.json", client);
const BUDGET_BYTES = 20 * 1024;

test("script and style of the page are less than 20 KB together", () => {
  expect(existsSync(manifest), "run `npm run build -w cashier` first").toBe(true);
  const entry = JSON.parse(readFileSync(manifest, "utf8"))["src/entry-client.tsx"];
  const files: string[] = [entry.file, ...entry.css];
  const bytes = files.map((file) => gzipSync(readFileSync(new URL(file, client))).length);
  expect(entry.imports ?? []).toEqual([]);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET_BYTES);
});
