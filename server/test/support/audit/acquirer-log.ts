import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AcquirerRecord } from "./records.ts";

/**
 * Reads the acquirer's log: a file for each start, named by its instant, with a line for each decision. A line that a
 * kill has cut short was never answered.
 */
export async function readAcquirerLog(directory: string): Promise<AcquirerRecord[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".jsonl")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")));
  return texts
    .flatMap((text) => text.split("\n").slice(0, -1))
    .map((line) => JSON.parse(line) as AcquirerRecord);
}
