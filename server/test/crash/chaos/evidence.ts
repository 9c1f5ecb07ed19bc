import { parseId } from "../../../src/kit/ids.ts";
import { readAcquirerLog } from "../../support/audit/acquirer-log.ts";
import { readBooks } from "../../support/audit/books.ts";
import type { Acknowledgement, Evidence } from "../../support/audit/records.ts";
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
