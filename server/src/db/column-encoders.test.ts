import fc from "fast-check";
import { expect, test } from "vitest";
import "../../test/support/fixed-seed.ts";
import { encodeColumn } from "./column-encoders.ts";

/** Reads a binary array back: what each value's bytes are, or null. One without dimensions has no elements. */
function elements(array: Buffer): (Buffer | null)[] {
  if (array.readInt32BE(0) === 0) return [];
  const found: (Buffer | null)[] = [];
  let offset = 20;
  for (let index = 0; index < array.readInt32BE(12); index++) {
    const size = array.readInt32BE(offset);
    offset += 4;
    found.push(size < 0 ? null : array.subarray(offset, offset + size));
    offset += Math.max(size, 0);
  }
  expect(offset).toBe(array.length);
  return found;
}

test("texts, repeated ones and missing ones come through as they are", () => {
  const texts = fc.array(fc.option(fc.constantFrom("", "a", "a", "金额", "\u{1f30c}", "x".repeat(300))), {
    minLength: 1,
  });
  fc.assert(
    fc.property(texts, (values) => {
      const read = elements(encodeColumn("text", values)).map((bytes) => bytes?.toString() ?? null);
      expect(read).toEqual(values.every((value) => value === null) ? [] : values);
    }),
  );
});

test("amounts come through exactly, over the whole range of safe integers", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1 }), (values) => {
      expect(elements(encodeColumn("int8", values)).map((bytes) => Number(bytes?.readBigInt64BE()))).toEqual(
        values,
      );
    }),
  );
});

test("ids come through as their sixteen bytes", () => {
  fc.assert(
    fc.property(fc.array(fc.uuid(), { minLength: 1 }), (values) => {
      const read = elements(encodeColumn("uuid", values)).map((bytes) => bytes?.toString("hex"));
      expect(read).toEqual(values.map((uuid) => uuid.replaceAll("-", "")));
    }),
  );
});

test("instants are counted in microseconds from the year 2000", () => {
  const [bytes] = elements(encodeColumn("timestamptz", [new Date("2000-01-01T00:00:00.001Z")]));
  expect(bytes?.readBigInt64BE()).toBe(1000n);
});
