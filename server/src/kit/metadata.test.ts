import { expect, test } from "vitest";
import { mergeMetadata, refuseMetadata } from "./metadata.ts";

test("metadata is merged: what is given changes, an empty value removes its name, the rest stays", () => {
  expect(mergeMetadata({ a: "1", b: "2" }, { b: "", c: "3" })).toEqual({ a: "1", c: "3" });
  expect(mergeMetadata({ a: "1" }, {})).toEqual({ a: "1" });
});

test("fifty names are the most, counted after the removals", () => {
  const pairs = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, "value"]));
  expect(refuseMetadata(mergeMetadata(pairs(50), { another: "value" }))).toMatchObject({ param: "metadata" });
  expect(refuseMetadata(mergeMetadata(pairs(50), { key_0: "", another: "value" }))).toBeUndefined();
});
