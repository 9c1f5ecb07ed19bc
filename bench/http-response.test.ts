import { expect, test } from "vitest";
import { createResponseReader, MalformedResponse } from "./http-response.ts";

const BODY = '{"id":"pi_1","status":"succeeded","description":"5 €"}';

function answer(body = BODY, status = "200 OK"): Buffer {
  return Buffer.from(
    `HTTP/1.1 ${status}\r\nrequest-id: req_1\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nDate: Sun, 22 Nov 2026 00:00:00 GMT\r\nConnection: keep-alive\r\n\r\n${body}`,
  );
}

function text(read: { status: number; body: Buffer } | undefined) {
  return read && { status: read.status, body: read.body.toString() };
}

test("an answer that arrives in one piece is read at once", () => {
  const read = createResponseReader();
  expect(text(read(answer()))).toEqual({ status: 200, body: BODY });
  expect(text(read(answer("{}", "402 Payment Required")))).toEqual({ status: 402, body: "{}" });
});

test("an answer may be cut anywhere, and the pieces may share one piece of memory", () => {
  const whole = answer();
  for (let cut = 1; cut < whole.length; cut++) {
    const read = createResponseReader();
    const memory = Buffer.alloc(whole.length);
    expect(read(memory.subarray(0, whole.copy(memory, 0, 0, cut)))).toBeUndefined();
    expect(text(read(memory.subarray(0, whole.copy(memory, 0, cut))))).toEqual({ status: 200, body: BODY });
  }
});

test("an answer that arrives byte by byte is read when it is complete", () => {
  const read = createResponseReader();
  const whole = answer();
  for (const byte of whole.subarray(0, -1)) expect(read(Buffer.of(byte))).toBeUndefined();
  expect(text(read(whole.subarray(-1)))).toEqual({ status: 200, body: BODY });
});

test("an answer without a body is complete with its headers", () => {
  expect(text(createResponseReader()(answer("")))).toEqual({ status: 200, body: "" });
});

test("the length is found however its header is written", () => {
  const read = createResponseReader();
  const whole = Buffer.from("HTTP/1.1 200 OK\r\nX-Content-Length: 9\r\nContent-Length:2\r\n\r\n{}");
  expect(text(read(whole))).toEqual({ status: 200, body: "{}" });
});

test("more than one answer to one request is refused", () => {
  const read = createResponseReader();
  expect(() => read(Buffer.concat([answer(), answer()]))).toThrow(MalformedResponse);
});

test("what is not HTTP, and what does not tell its length, is refused", () => {
  expect(() => createResponseReader()(Buffer.from("SSH-2.0-OpenSSH\r\n\r\n"))).toThrow(/not an HTTP/);
  expect(() =>
    createResponseReader()(Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")),
  ).toThrow(/length/);
});
