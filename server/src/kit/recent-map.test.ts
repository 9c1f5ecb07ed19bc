import { expect, test } from "vitest";
import { RecentMap } from "./recent-map.ts";

test("the latest entries are remembered, and the oldest are let go", () => {
  const map = new RecentMap<number, string>(10);
  for (let key = 0; key < 100; key++) map.set(key, `value ${key}`);
  for (let key = 90; key < 100; key++) expect(map.get(key)).toBe(`value ${key}`);
  expect(map.get(0)).toBeUndefined();
  expect(map.get(79)).toBeUndefined();
});

test("an entry that is set again has its latest value", () => {
  const map = new RecentMap<string, number>(2);
  map.set("a", 1);
  map.set("b", 1);
  map.set("c", 1);
  map.set("a", 2);
  expect(map.get("a")).toBe(2);
});
