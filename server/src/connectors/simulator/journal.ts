import { createReadStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { RecentMap } from "../../kit/recent-map.ts";
import type { CardChecks } from "../card-checks.ts";
import type { PaymentRisk } from "../payment-risk.ts";
import type { ThreeDSecure } from "../three-d-secure.ts";
import { appendOnly } from "./append-only.ts";
import type { PlannedDisputes } from "./dispute-plan.ts";
import { createLocks, type Lock } from "./locks.ts";
import { followOthers, journalFiles } from "./news.ts";

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
  /** Of a card whose bank compares what the buyer typed. */
  readonly checks?: CardChecks;
  /** Where it is higher than usual. */
  readonly risk?: PaymentRisk;
  /** What came of an authentication, where there was one. */
  readonly three_d_secure?: ThreeDSecure;
  /** Of an approval, or of a challenge that leads to one: how its refunds go, when not at once and for good. */
  readonly refunds?: SlowRefund;
  /** Of an approval: the buyer will dispute it. */
  readonly is_disputed?: true;
  /** Of money that is taken later, or after a challenge: how it will be disputed then. */
  readonly disputes?: PlannedDisputes;
  /** Of a refund: the reference of the payment whose money goes back. */
  readonly payment?: string;
  /** Of a pending debit: what the bank is going to say, and when; `null` when it never says anything. */
  readonly bank?: { readonly answer: { readonly code: string } | "paid"; readonly at: string } | null;
  /** Of a refund that is not over at once: how it ends, and when. */
  readonly ending?: { readonly kind: SlowRefund; readonly at: string };
}

/** Something that is known by its reference; the latest entry of a reference tells how it stands. */
interface JournalEntry {
  readonly reference: string;
  readonly at?: string;
}

export interface Journal<Entry extends JournalEntry = JournalRecord> {
  /** Resolves when the line is written: only then may the record be answered. One that cannot be written never was. */
  append(record: Entry): Promise<void>;
  /** The latest record of a reference in any process, from memory when it is recent, else from the files. */
  find(reference: string): Promise<Entry | undefined>;
  /** The latest record of a reference that is in memory: no file is asked. */
  remembered(reference: string): Entry | undefined;
  /** Every record, in the order each process wrote them: for auditors. */
  records(): AsyncIterable<Entry>;
  /** Takes in what other processes have written since. To be called before anything is decided on a history. */
  takeIn(): Promise<void>;
  /** Tells the listener every record of another process that is taken in from now on. */
  onNews(listener: (record: Entry) => void): void;
  /** Keeps other processes away from a reference. */
  readonly lock: Lock;
  /** A journal of the same process in a folder of its own, whose news begin with everything that stands there. */
  inFolder<Other extends JournalEntry>(name: string): Journal<Other>;
}

/** No record is remembered after twice as many others. */
export const REMEMBERED_RECORDS = 20_000;

export interface JournalOptions {
  readonly news_begin?: "at_first_line" | "now";
  /** The operating system outlives a kill -9; only the disk outlives the machine. */
  readonly flush_to?: "system" | "disk";
}

/**
 * The acquirer's own memory, apart from Starway's database as a real processor's would be: lines appended to a file
 * per process. A line is written before the answer is given, so it outlives a kill -9. Lines of requests that came
 * together are written together. What other processes append is read only when it is asked for.
 */
export function openJournal<Entry extends JournalEntry = JournalRecord>(
  directory: string,
  file_name: string,
  { news_begin = "now", flush_to = "system" }: JournalOptions = {},
): Journal<Entry> {
  mkdirSync(directory, { recursive: true });
  const write = appendOnly(join(directory, file_name), flush_to);
  let lines = "";
  let written: Promise<void> | undefined;
  /** What was known of the references of the lines that are not written yet. */
  let known_before: [reference: string, entry: Entry | undefined][] = [];
  const recent = new RecentMap<string, Entry>(REMEMBERED_RECORDS);
  const readNews = followOthers(directory, file_name, news_begin);
  const listeners: ((record: Entry) => void)[] = [];

  function flush(): void {
    const text = lines;
    const undo = known_before.reverse();
    lines = "";
    known_before = [];
    try {
      write(text);
    } catch (error) {
      // Nobody may be told of what is not on file.
      for (const [reference, entry] of undo) {
        if (entry === undefined) recent.delete(reference);
        else recent.set(reference, entry);
      }
      throw error;
    }
  }

  function learn(line: string): void {
    const record = parseLine<Entry>(line);
    if (record === undefined) return;
    if (isLater(record, recent.get(record.reference))) recent.set(record.reference, record);
    for (const listener of listeners) listener(record);
  }

  const takeIn = () => readNews(learn);

  async function* records(): AsyncIterable<Entry> {
    for (const name of journalFiles(directory)) {
      for await (const line of createInterface({ input: createReadStream(join(directory, name)) })) {
        const record = parseLine<Entry>(line);
        if (record !== undefined) yield record;
      }
    }
  }

  return {
    records,
    takeIn,
    onNews: (listener) => void listeners.push(listener),
    lock: createLocks(join(directory, "locks")),
    inFolder: (name) =>
      openJournal(join(directory, name), file_name, { news_begin: "at_first_line", flush_to }),
    remembered: (reference) => recent.get(reference),
    append(record) {
      lines += `${JSON.stringify(record)}\n`;
      known_before.push([record.reference, recent.get(record.reference)]);
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
      await takeIn();
      // What is about to be written may fail to be, and is then no answer.
      await written?.catch(() => {});
      const remembered = recent.get(reference);
      if (remembered !== undefined) return remembered;
      let latest: Entry | undefined;
      for await (const record of records()) {
        if (record.reference === reference && isLater(record, latest)) latest = record;
      }
      return latest;
    },
  };
}

/** Of processes that ran side by side, the one that was started first may have written last. */
export function isLater(
  record: Pick<JournalEntry, "at">,
  known: Pick<JournalEntry, "at"> | undefined,
): boolean {
  return known?.at === undefined || record.at === undefined || record.at >= known.at;
}

// A crash can cut the last line short; what was cut was never answered.
function parseLine<Entry>(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}
