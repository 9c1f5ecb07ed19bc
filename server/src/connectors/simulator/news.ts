import { readdirSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";

/** Enough for many lines, and no longer than a moment's work. */
const CHUNK_BYTES = 256 * 1024;

/** The names of a journal's files in the order in which their processes were started. */
export function journalFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".jsonl"))
    .sort();
}

/**
 * Follows what other processes append to the files of a journal. The answer hands every line on once, when it is whole;
 * lines that stand there already only if the news begin `at_first_line`. Nothing is read where nothing was added.
 */
export function followOthers(
  directory: string,
  own_file: string,
  begin: "at_first_line" | "now",
): (learn: (line: string) => void) => Promise<void> {
  const others = () => journalFiles(directory).filter((name) => name !== own_file);
  const lengthOf = (name: string) => statSync(join(directory, name)).size;
  const read_bytes = new Map(begin === "now" ? others().map((name) => [name, lengthOf(name)]) : []);
  let last = Promise.resolve();

  async function readOn(name: string, learn: (line: string) => void): Promise<void> {
    let position = read_bytes.get(name) ?? 0;
    if (lengthOf(name) <= position) return;
    const file = await open(join(directory, name));
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    try {
      for (;;) {
        const { bytesRead: bytes } = await file.read(chunk, 0, CHUNK_BYTES, position);
        // Of a line that is still being written, the rest comes the next time.
        const end = chunk.subarray(0, bytes).lastIndexOf("\n");
        if (end === -1) return;
        for (const line of chunk.toString("utf8", 0, end).split("\n")) learn(line);
        position += end + 1;
        read_bytes.set(name, position);
      }
    } finally {
      await file.close();
    }
  }

  return function takeIn(learn) {
    const readAll = async () => {
      for (const name of others()) await readOn(name, learn);
    };
    // One after the other: who asks now also wants what was written while somebody else was reading.
    last = last.then(readAll, readAll);
    return last;
  };
}
