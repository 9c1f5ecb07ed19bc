import type { DisputeRecord } from "../../src/connectors/simulator/dispute-book.ts";
import type { Journal, JournalRecord } from "../../src/connectors/simulator/journal.ts";

/** A journal in memory, which every simulated process reaches by the network only: the acquirer does not crash. */
export interface MemoryJournal extends Journal {
  readonly lines: readonly JournalRecord[];
  readonly disputes: readonly DisputeRecord[];
}

export function memoryJournal(): MemoryJournal {
  const { journal, lines } = inMemory<JournalRecord>();
  const disputes = inMemory<DisputeRecord>();
  // The acquirer keeps one other book, that of the disputes.
  const inFolder = () => disputes.journal as never;
  return { ...journal, inFolder, lines, disputes: disputes.lines };
}

function inMemory<Entry extends { readonly reference: string }>(): {
  journal: Journal<Entry>;
  lines: Entry[];
} {
  const lines: Entry[] = [];
  const latest = new Map<string, Entry>();
  const journal: Journal<Entry> = {
    async append(record) {
      lines.push(record);
      latest.set(record.reference, record);
    },
    find: async (reference) => latest.get(reference),
    remembered: (reference) => latest.get(reference),
    async *records() {
      yield* lines;
    },
    takeIn: async () => {},
    onNews: () => {},
    lock: async () => () => {},
    inFolder: () => {
      throw new Error("There is no book within this one.");
    },
  };
  return { journal, lines };
}
