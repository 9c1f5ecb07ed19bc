import { gzipSync } from "node:zlib";
import { FORM_CONTENT, type HeaderFields, JSON_CONTENT } from "../http.ts";

/** A body by its name. */
export interface HostileBody {
  readonly about: string;
  readonly body: string | Uint8Array;
  readonly headers: HeaderFields;
}

const MEBIBYTE = 1024 * 1024;

const bytes = (...values: (number | string)[]) =>
  Buffer.concat(values.map((value) => (typeof value === "string" ? Buffer.from(value) : Buffer.of(value))));
const withByteOrder = (mark: readonly number[], body: Buffer) => Buffer.concat([Buffer.from(mark), body]);
const utf16 = (text: string) => Buffer.from(text, "utf16le");
const nested = (levels: number) => `${'{"metadata":'.repeat(levels)}1${"}".repeat(levels)}`;

/** JSON that no route may take for parameters. */
const JSON_BODIES: Readonly<Record<string, string | Uint8Array>> = {
  "half an object": '{"amount":',
  "half a text": '{"name":"a',
  "an object and a half": '{"amount":1}{"amount":',
  "two objects": "{}{}",
  "a comma too many": '{"amount":1,}',
  "a comment": '{/* */"amount":1}',
  "single quotes": "{'amount':1}",
  "not a number": '{"amount":NaN}',
  infinity: '{"amount":Infinity}',
  "a number in hexadecimal": '{"amount":0x10}',
  "a number with a leading zero": '{"amount":010}',
  "an empty list": "[]",
  "a list of objects": '[{"amount":1}]',
  "a list of a hundred thousand": `[${"1,".repeat(99_999)}1]`,
  "a text": '"amount"',
  "a number": "2000",
  "a large number": "1e308",
  false: "false",
  "a prototype": '{"__proto__":{"amount":1}}',
  "a prototype in escapes": '{"\\u005f\\u005fproto__":{"amount":1}}',
  "a prototype in metadata": '{"metadata":{"__proto__":"x"}}',
  "a prototype in lists": '{"a":[[[{"__proto__":null}]]]}',
  "a constructor's prototype": '{"constructor":{"prototype":{"amount":1}}}',
  "a constructor's prototype in metadata": '{"metadata":{"constructor":{"prototype":{"a":1}}}}',
  "a NUL": '{"a":"b\\u0000c"}',
  "a raw NUL": '{"a":"b\u0000c"}',
  "a NUL in a name": '{"a\\u0000":1}',
  "a NUL in metadata": '{"metadata":{"\\u0000":"\\u0000"}}',
  "half a surrogate pair": '{"a":"\\ud83c"}',
  "the other half": '{"a":"\\udf1f"}',
  "halves the wrong way round": '{"a":"\\udf1f\\ud83c"}',
  "half a pair in a name": '{"a":{"\\ud83c":1}}',
  "a raw line break": '{"a":"b\nc"}',
  "an escape that is none": '{"a":"\\x41"}',
  "a hundred levels": nested(100),
  "a thousand levels": nested(1_000),
  "a hundred thousand levels": nested(100_000),
  "a hundred thousand lists": `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
  "lists that do not end": "[".repeat(200_000),
  "a text of a mebibyte": JSON.stringify({ description: "x".repeat(MEBIBYTE) }),
  "a name of a mebibyte": JSON.stringify({ ["x".repeat(MEBIBYTE)]: 1 }),
  "overlong UTF-8": bytes('{"a":"', 0xc0, 0xaf, '"}'),
  "an overlong NUL": bytes('{"a":"', 0xc0, 0x80, '"}'),
  "a surrogate in UTF-8": bytes('{"a":"', 0xed, 0xa0, 0xbc, '"}'),
  "more than Unicode has": bytes('{"a":"', 0xf4, 0x90, 0x80, 0x80, '"}'),
  "bytes that are not UTF-8": bytes('{"a":"', 0xff, 0xfe, '"}'),
  "UTF-8 that breaks off": bytes('{"a":"', 0xe2, 0x82),
  "Latin-1": Buffer.from('{"a":"é"}', "latin1"),
  "UTF-16": utf16('{"a":"é"}'),
  "UTF-16 with a byte order mark": withByteOrder([0xff, 0xfe], utf16('{"a":1}')),
  "UTF-16 the other way round": withByteOrder([0xfe, 0xff], utf16('{"a":1}').swap16()),
  "UTF-32": withByteOrder([0xff, 0xfe, 0, 0], Buffer.from(Uint32Array.from(Buffer.from("{}")).buffer)),
};

const FORM_BODIES: Readonly<Record<string, string | Uint8Array>> = {
  "half an escape": "metadata[a]=%",
  "an escape that is none": "metadata[a]=%zz",
  "overlong UTF-8": "metadata[a]=%C0%AF",
  "a surrogate": "metadata[a]=%ED%A0%BC",
  "bytes that are not UTF-8": bytes("metadata[a]=", 0xff),
  "a NUL": "metadata[a]=%00",
  "a NUL in a name": "metadata[%00]=a",
  "a prototype": "__proto__[amount]=1",
  "a prototype in metadata": "metadata[__proto__]=1",
  "a prototype in escapes": "metadata%5B%5F%5Fproto__%5D=1",
  "a thousand levels": `metadata${"[a]".repeat(1_000)}=1`,
  "more fields than there are": "a=1&".repeat(100_000),
  "a mebibyte of nothing": "&".repeat(MEBIBYTE),
};

const CONTENT_TYPES = [
  "text/plain",
  "application/xml",
  "text/json",
  "application/jsonp",
  "application/vnd.api+json",
  "application/octet-stream",
  "application/json/json",
  "application/ json",
  "multipart/form-data; boundary=x",
  "json",
  "*/*",
  "???",
  ";",
];
const CHARSETS = ["utf-16", "iso-8859-1", "GBK", "utf-7", "'utf-8'", "nonsense", '"utf-32"'];
const CODINGS = ["gzip", "deflate", "br", "nonsense", "identity, gzip"];

/** Bodies whose headers are what is wrong. */
const OTHER_BODIES: readonly HostileBody[] = [
  ...CONTENT_TYPES.map((type) => ({ about: type, body: "{}", headers: { "content-type": type } })),
  ...CHARSETS.map((charset) => ({
    about: `charset ${charset}`,
    body: "{}",
    headers: { "content-type": `application/json; charset=${charset}` },
  })),
  ...CODINGS.map((coding) => ({
    about: `${coding} that is not`,
    body: '{"a":1}',
    headers: { ...JSON_CONTENT, "content-encoding": coding },
  })),
];

const named = (bodies: Readonly<Record<string, string | Uint8Array>>, headers: HeaderFields): HostileBody[] =>
  Object.entries(bodies).map(([about, body]) => ({ about, body, headers }));

/** JSON that no route may accept, whatever it does. */
export const hostileJson = (): HostileBody[] => named(JSON_BODIES, JSON_CONTENT);

/** What else no route may accept. Forms are read by one API only, and to the others are one thing more. */
export const otherHostileBodies = (): HostileBody[] => [
  ...named(FORM_BODIES, FORM_CONTENT),
  ...OTHER_BODIES,
  { about: "a packed body", body: gzipSync("{}"), headers: { ...JSON_CONTENT, "content-encoding": "gzip" } },
];
