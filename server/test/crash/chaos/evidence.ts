import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseId } from "../../../src/kit/ids.ts";
import { readBooks } from "../../support/audit/books.ts";
import type { Acknowledgement, AcquirerRecord, Evidence } from "../../support/audit/records.ts";
import type { Installation } from "./installation.ts";

/** Collects what every party has written down by itself. */
export async function collectEvidence(
  { acquirer_log, database, mailroom }: Installation,
  acknowledgements: readonly Acknowledgement[],
  secrets: ReadonlyMap<string, string>,
): Promise<Evidence> {
  return {
    // The books first: what the others write down while they are read is only more.
    books: await database.read(readBooks),
    acquirer: await readAcquirerLog(acquirer_log),
    acknowledgements,
    mailbox: { receptions: mailroom.receptions, secrets, eventIdOf: (id) => parseId("event", id) },
    now: new Date(),
    patience_ms: 0,
  };
}

/** A new file for each start, named by its instant. A line that a kill has cut short was never answered. */
export async function readAcquirerLog(directory: string): Promise<AcquirerRecord[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".jsonl")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")));
  return texts
    .flatMap((text) => text.split("\n").slice(0, -1))
    .map((line) => JSON.parse(line) as AcquirerRecord);
}
