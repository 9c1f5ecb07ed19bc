import type { Duplex } from "node:stream";

/** Reads a row where it stands among what was received: only until it answers are the bytes its own. */
export type TakeRow = (bytes: Buffer, start: number, end: number) => void;

const CODE_BYTES = 1;
/** Of a message's code and its length, which counts itself but not the code. */
const HEAD_BYTES = 5;
const LEAST_LENGTH = 4;
const DATA_ROW = 0x44;

/**
 * Stands between a connection and the driver, which makes a text of every column, an object of every row and an event of
 * that: rows that somebody takes are read in their place instead, and everything else goes on to the driver.
 */
export class RowSplitter {
  /** Who takes the rows of the statement that is under way. */
  take: TakeRow | undefined;
  readonly #forward: (bytes: Buffer) => void;
  /** The beginning of a message whose end has not come yet. */
  #parts: Buffer[] = [];
  #held_bytes = 0;
  #wanted_bytes = 0;

  constructor(forward: (bytes: Buffer) => void) {
    this.#forward = forward;
  }

  receive(chunk: Buffer): void {
    if (this.#held_bytes === 0) {
      this.#split(chunk);
      return;
    }
    this.#parts.push(chunk);
    this.#held_bytes += chunk.length;
    if (this.#held_bytes < this.#wanted_bytes) return;
    const bytes = Buffer.concat(this.#parts, this.#held_bytes);
    this.#parts = [];
    this.#held_bytes = 0;
    this.#split(bytes);
  }

  #split(bytes: Buffer): void {
    let sent = 0;
    let at = 0;
    let end = endOfMessage(bytes, at);
    while (end <= bytes.length) {
      if (bytes[at] === DATA_ROW && this.take !== undefined) {
        // What comes before a row may tell how it is to be read.
        if (sent < at) this.#forward(bytes.subarray(sent, at));
        this.take?.(bytes, at + HEAD_BYTES, end);
        sent = end;
      }
      at = end;
      end = endOfMessage(bytes, at);
    }
    if (sent < at) this.#forward(bytes.subarray(sent, at));
    if (at < bytes.length) this.#hold(bytes.subarray(at), end - at);
  }

  #hold(part: Buffer, wanted_bytes: number): void {
    this.#parts = [part];
    this.#held_bytes = part.length;
    this.#wanted_bytes = wanted_bytes;
  }
}

/** Where the message that begins there ends; of one whose length has not come yet, where that would end. */
function endOfMessage(bytes: Buffer, at: number): number {
  if (at + HEAD_BYTES > bytes.length) return at + HEAD_BYTES;
  return at + CODE_BYTES + Math.max(bytes.readInt32BE(at + CODE_BYTES), LEAST_LENGTH);
}

/** Puts a splitter between a stream and all who listen to its data. Only while nothing is under way. */
export function splitRows(stream: Duplex): RowSplitter {
  const listeners = stream.listeners("data") as ((bytes: Buffer) => void)[];
  const splitter = new RowSplitter((bytes) => {
    for (const listener of listeners) listener.call(stream, bytes);
  });
  stream.on("data", (chunk: Buffer) => splitter.receive(chunk));
  for (const listener of listeners) stream.off("data", listener);
  return splitter;
}
