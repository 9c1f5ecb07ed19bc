import type { HeaderFields } from "../http.ts";

/** A request as its bytes. */
export interface RawRequest {
  readonly about: string;
  readonly bytes: string | Uint8Array;
  /** Whether the sender hangs up at once. */
  readonly then_end: boolean;
  /** Whether it ends before the server can know whom it was for. */
  readonly is_for_nobody?: boolean;
}

/** Ways of saying how long a body is that are wrong, or contradict each other. */
const FRAMINGS: Readonly<Record<string, readonly [fields: readonly string[], body: string]>> = {
  "a length and chunks": [["Content-Length: 2", "Transfer-Encoding: chunked"], "0\r\n\r\n"],
  "chunks and a length": [["Transfer-Encoding: chunked", "Content-Length: 2"], "2\r\n{}\r\n0\r\n\r\n"],
  "two lengths": [["Content-Length: 2", "Content-Length: 3"], "{}"],
  "lengths in a list": [["Content-Length: 2, 3"], "{}"],
  "a negative length": [["Content-Length: -1"], "{}"],
  "a length with a sign": [["Content-Length: +2"], "{}"],
  "a length in words": [["Content-Length: two"], "{}"],
  "a length with a fraction": [["Content-Length: 2.0"], "{}"],
  "a length in hexadecimal": [["Content-Length: 0x2"], "{}"],
  "a length beyond all numbers": [["Content-Length: 99999999999999999999"], "{}"],
  "a length of a gigabyte": [["Content-Length: 1073741824"], "{}"],
  "chunks of an unknown kind": [["Transfer-Encoding: nonsense"], "{}"],
  "chunks that are packed": [["Transfer-Encoding: gzip, chunked"], "2\r\n{}\r\n0\r\n\r\n"],
  "chunks that are not the last thing": [["Transfer-Encoding: chunked, gzip"], "2\r\n{}\r\n0\r\n\r\n"],
  "chunks twice": [["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], "2\r\n[]\r\n0\r\n\r\n"],
  "chunks in odd letters": [["Transfer-Encoding: xchunked"], "2\r\n{}\r\n0\r\n\r\n"],
  "a chunk of no size": [["Transfer-Encoding: chunked"], "zz\r\n{}\r\n0\r\n\r\n"],
  "a chunk of a negative size": [["Transfer-Encoding: chunked"], "-2\r\n{}\r\n0\r\n\r\n"],
  "a chunk beyond all sizes": [["Transfer-Encoding: chunked"], "ffffffffffffffffffff\r\n{}\r\n0\r\n\r\n"],
  "a chunk that is longer than it says": [["Transfer-Encoding: chunked"], "1\r\n{}\r\n0\r\n\r\n"],
  "a chunk of a gigabyte": [["Transfer-Encoding: chunked"], "40000000\r\n{}\r\n"],
};

/** Header lines that are none. */
const LINES: Readonly<Record<string, string | Uint8Array>> = {
  "a line without a colon": "nonsense",
  "a name with a space": "X Y: 1",
  "a space before the colon": "X : 1",
  "no name": ": 1",
  "a folded line": "X: 1\r\n 2",
  "a NUL": "X: a\u0000b",
  "a carriage return": "X: a\rb",
  "a control character": "X: a\u0001b",
  "a name that is not ASCII": "X\u00e9: 1",
  "twenty kilobytes": `X: ${"a".repeat(20_000)}`,
  "three thousand lines": Array.from({ length: 3_000 }, (_, index) => `X${index}: 1`).join("\r\n"),
};

/** First lines that are none, for an address. */
const firstLines = (path: string): Readonly<Record<string, string>> => ({
  "no version": `POST ${path}`,
  "an old version": `POST ${path} HTTP/0.9`,
  "a version to come": `POST ${path} HTTP/9.9`,
  "a version that is none": `POST ${path} HTTP/x`,
  "a method in small letters": `post ${path} HTTP/1.1`,
  "a space too many": `POST  ${path} HTTP/1.1`,
  "a space in the address": `POST ${path}/a b HTTP/1.1`,
  "an address with bytes that are not ASCII": `POST ${path}/\u00e9\u00ff HTTP/1.1`,
  "a control character in the address": `POST ${path}/\u0001 HTTP/1.1`,
  "a NUL in the address": `POST ${path}/\u0000 HTTP/1.1`,
});

/** Requests that no client library sends, to an address that takes POST. */
export function hostileRequests(path: string, credentials: HeaderFields): RawRequest[] {
  const fields = Object.entries({ host: "localhost", ...credentials }).map((pair) => pair.join(": "));
  const json = "Content-Type: application/json";
  const head = (first: string, ...more: readonly (string | Uint8Array)[]) =>
    [first, ...fields, json, "Connection: close", ...more].join("\r\n");
  const post = `POST ${path} HTTP/1.1`;
  const whole = (about: string, bytes: string): RawRequest => ({
    about,
    bytes: Buffer.from(bytes, "latin1"),
    then_end: false,
  });
  const broken = (about: string, bytes: string): RawRequest => ({ about, bytes, then_end: true });
  const framings = Object.entries(FRAMINGS).map(([about, [lines, body]]) => ({
    ...whole(about, `${head(post, ...lines)}\r\n\r\n${body}`),
    // These wait for the rest of the body, as they should.
    then_end: /gigabyte|longer/.test(about),
  }));
  return [
    ...framings,
    ...Object.entries(LINES).map(([about, line]) =>
      whole(about, `${head(post, line, "Content-Length: 2")}\r\n\r\n[]`),
    ),
    ...Object.entries(firstLines(path)).map(([about, first]) =>
      whole(about, `${head(first, "Content-Length: 2")}\r\n\r\n[]`),
    ),
    whole(
      "lines that end too soon",
      head(post, "Content-Length: 2").replaceAll("\r\n", "\n").concat("\n\n[]"),
    ),
    broken("a body that does not come", `${head(post, "Content-Length: 10")}\r\n\r\n`),
    broken("half a body", `${head(post, "Content-Length: 10")}\r\n\r\n{"a":`),
    broken("half a chunk", `${head(post, "Transfer-Encoding: chunked")}\r\n\r\n10\r\n{"a":`),
    broken("no last chunk", `${head(post, "Transfer-Encoding: chunked")}\r\n\r\n2\r\n{}\r\n`),
    { ...broken("half of the headers", head(post)), is_for_nobody: true },
  ];
}
