import { createReadStream, mkdirSync, openSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { RecentMap } from "../../kit/recent-map.ts";

/** A refund that becomes known late, or that succeeds and then comes back. */
export type SlowRefund = "succeeds_later" | "fails_later";

/** What the acquirer did with a reference, one line of its journal. `card` and `account` are the last four digits only. `verified` is the approval of a card for which no amount was asked, and `authorized` that of an amount which is only kept: no money is in either. `captured` is what became of an authorised amount, or a part of it. */
export interface JournalRecord {
  readonly at: string;
  readonly reference: string;
  readonly kind:
    | "approved"
    | "verified"
    | "authorized"
    | "captured"
    | "voided"
    | "declined"
    | "challenge"
    | "debit_pending"
    | "closed"
    | "reversed"
    | "refunded"
    | "refund_refused"
    | "refund_closed"
    | "refund_canceled";
  /** Left out for payments. */
  readonly purpose?: "verification";
  /** Of a payment whose money is only kept when it is approved. */
  readonly capture_later?: true;
  /** Of what was captured: the id of the capture. */
  readonly capture?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly card?: string;
  readonly account?: string;
  readonly code?: string;
  readonly decline_code?: string | null;
  /** Of a challenge: what will be answered when the buyer authenticates. */
  readonly after_authentication?: { readonly code: string; readonly decline_code: string | null } | null;
  /** Of an approval: how its refunds go, when not at once and for good. */
  readonly refunds?: SlowRefund;
  /** Of a refund: the reference of the payment whose money goes back. */
  readonly payment?: string;
  /** Of a pending debit: what the bank is going to say, and when; `null` when it never says anything. */
  readonly bank?: { readonly answer: { readonly code: string } | "paid"; readonly at: string } | null;
  /** Of a refund that is not over at once: how it ends, and when. */
  readonly ending?: { readonly kind: SlowRefund; readonly at: string };
}

export interface Journal {
  /** Resolves when the line is with the operating system: only then may the record be answered. */
  append(record: JournalRecord): Promise<void>;
  /** The latest record of a reference, from memory when it is recent, else from the files. */
  find(reference: string): Promise<JournalRecord | undefined>;
  /** Whether the records of a reference are recent enough to be in memory. */
  remembers(reference: string): boolean;
  /** Every record, in the order each process wrote them: for auditors. */
  records(): AsyncIterable<JournalRecord>;
}

/** No record is remembered after twice as many others. */
export const REMEMBERED_RECORDS = 20_000;

/**
 * The acquirer's own memory, apart from Starway's database as a real processor's would be: lines appended to a file
 * per process. A line is handed to the operating system before the answer is given, so it outlives a kill -9. Lines of
 * requests that came together are written together.
 */
export function openJournal(directory: string, file_name: string): Journal {
  mkdirSync(directory, { recursive: true });
  let file: number | undefined;
  let lines = "";
  let written: Promise<void> | undefined;
  const recent = new RecentMap<string, JournalRecord>(REMEMBERED_RECORDS);

  function flush(): void {
    const text = lines;
    lines = "";
    file ??= openSync(join(directory, file_name), "a");
    writeSync(file, text);
  }

  async function* records(): AsyncIterable<JournalRecord> {
    for (const name of readdirSync(directory).sort()) {
      if (!name.endsWith(".jsonl")) continue;
      for await (const line of createInterface({ input: createReadStream(join(directory, name)) })) {
        const record = parseLine(line);
        if (record !== undefined) yield record;
      }
    }
  }

  return {
    records,
    remembers: (reference) => recent.get(reference) !== undefined,
    append(record) {
      lines += `${JSON.stringify(record)}\n`;
      recent.set(record.reference, record);
      written ??= new Promise((resolve, reject) => {
        setImmediate(() => {
          written = undefined;
          try {
            resolve(flush());
          } catch (error) {
            reject(error);
          }
        });
      });
      return written;
    },
    async find(reference) {
      const remembered = recent.get(reference);
      if (remembered !== undefined) return remembered;
      let latest: JournalRecord | undefined;
      for await (const record of records()) {
        // Of processes that ran side by side, the one that was started first may have written last.
        const is_later = latest === undefined || record.at >= latest.at;
        if (record.reference === reference && is_later) latest = record;
      }
      return latest;
    },
  };
}

// A crash can cut the last line short; what was cut was never answered.
function parseLine(line: string): JournalRecord | undefined {
  try {
    return JSON.parse(line) as JournalRecord;
  } catch {
    return undefined;
  }
}
