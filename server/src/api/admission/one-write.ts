import type { Server } from "node:http";
import { Socket } from "node:net";

interface Chunk {
  readonly chunk: unknown;
  readonly encoding: BufferEncoding;
}

type OnWritten = (error?: Error | null) => void;
type WriteMany = (this: Socket, chunks: Chunk[], onWritten: OnWritten) => void;
type WriteOne = (this: Socket, chunk: unknown, encoding: BufferEncoding, onWritten: OnWritten) => void;

// Both are there for whoever makes a kind of stream, so they are documented, and every socket has them.
const { _write: writeOne, _writev: writeMany } = Socket.prototype as unknown as {
  _write: WriteOne;
  _writev: WriteMany;
};

/**
 * Makes every answer one text to write. Node hands a connection an answer in two pieces, of which the second is empty and
 * only tells that the first is the last; putting pieces together takes longer than to write one.
 */
export function writeInOne(server: Server): void {
  server.on("connection", (socket: Socket) => {
    (socket as unknown as { _writev: WriteMany })._writev = writeWithoutEmpty;
  });
}

const writeWithoutEmpty: WriteMany = function (chunks, onWritten) {
  const [first, second] = chunks;
  if (first !== undefined && chunks.length === 2 && second?.chunk === "") {
    writeOne.call(this, first.chunk, first.encoding, onWritten);
  } else {
    writeMany.call(this, chunks, onWritten);
  }
};
