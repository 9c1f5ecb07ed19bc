import { expect, test } from "vitest";
import { columnReader } from "./column-readers.ts";
import { types } from "./connection.ts";

const OIDS = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  timestamptz: 1184,
  text_array: 1009,
  uuid: 2950,
};

function readOne(type: keyof typeof OIDS, text: string): unknown {
  const bytes = Buffer.from(`before${text}after`);
  return columnReader(OIDS[type], types)(bytes, 6, bytes.length - 5);
}

test.each([
  ["bool", "t"],
  ["bool", "f"],
  ["int2", "-32768"],
  ["int4", "0"],
  ["int8", "-1"],
  ["int8", "123456789012345"],
  ["int8", "-9007199254740991"],
  ["int8", "9007199254740991"],
  ["text", ""],
  ["text", "Zoë 🐝"],
  ["text", "a text that is not said again and again"],
  ["timestamptz", "2030-01-02 03:04:05.678+00"],
  ["text_array", "{card,us_bank_account}"],
  ["uuid", "01890000-0000-7000-8000-000000000000"],
] as const)("a column of %s that says '%s' is read as its text would be", (type, text) => {
  const parse = types.getTypeParser(OIDS[type], "text");
  expect(readOne(type, text)).toEqual(parse(text));
});

test("a number that is not exact is refused", () => {
  expect(() => readOne("int8", "9007199254740992")).toThrow(RangeError);
});

test("what a column says again is read as it was said, and nothing else is taken for it", () => {
  const read = columnReader(OIDS.text, types);
  // The bytes of "é" are the numbers of the characters of "Ã©".
  for (const text of ["usd", "usd", "eur", "us", "Ã©", "é", "é", "Ã©", "", "usd"]) {
    const bytes = Buffer.from(text);
    expect(read(bytes, 0, bytes.length)).toBe(text);
  }
});
