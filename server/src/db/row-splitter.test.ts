import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { RowSplitter, splitRows } from "./row-splitter.ts";

function message(code: string, body: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(code);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

const ANSWER = Buffer.concat([
  message("T", "columns"),
  message("D", "one"),
  message("D", ""),
  message("C", "SELECT"),
  message("D", "three"),
  message("Z", "I"),
]);
const WITHOUT_ROWS = [message("T", "columns"), message("C", "SELECT"), message("Z", "I")];

/** What is made of an answer that comes in pieces of that many bytes. */
function receive(piece_bytes: number, takes_rows: boolean) {
  const heard: string[] = [];
  const forwarded: Buffer[] = [];
  const splitter = new RowSplitter((bytes) => {
    forwarded.push(Buffer.from(bytes));
    heard.push(bytes.toString("latin1", 0, 1));
  });
  if (takes_rows)
    splitter.take = (bytes, start, end) => void heard.push(bytes.toString("latin1", start, end));
  for (let start = 0; start < ANSWER.length; start += piece_bytes) {
    splitter.receive(ANSWER.subarray(start, start + piece_bytes));
  }
  return { heard, forwarded: Buffer.concat(forwarded) };
}

test("rows are taken out in their places, and the rest goes on, in whatever pieces an answer comes", () => {
  for (let piece_bytes = 1; piece_bytes <= ANSWER.length; piece_bytes++) {
    const { heard, forwarded } = receive(piece_bytes, true);
    expect(heard).toEqual(["T", "one", "", "C", "three", "Z"]);
    expect(forwarded).toEqual(Buffer.concat(WITHOUT_ROWS));
  }
});

test("rows that nobody takes go on with the rest", () => {
  for (let piece_bytes = 1; piece_bytes <= ANSWER.length; piece_bytes++) {
    expect(receive(piece_bytes, false).forwarded).toEqual(ANSWER);
  }
});

test("who listened to a stream hears the rest of it, once", () => {
  const stream = new PassThrough();
  const heard: Buffer[] = [];
  stream.on("data", (bytes: Buffer) => heard.push(bytes));
  const splitter = splitRows(stream);
  const rows: string[] = [];
  splitter.take = (bytes, start, end) => void rows.push(bytes.toString("latin1", start, end));
  stream.emit("data", ANSWER);
  expect(Buffer.concat(heard)).toEqual(Buffer.concat(WITHOUT_ROWS));
  expect(rows).toEqual(["one", "", "three"]);
});
