import { expect, test } from "vitest";
import { listed } from "./page.ts";

test("a page forward has the newest first, and says whether older ones follow", () => {
  expect(listed([5, 4, 3], { limit: 2 })).toEqual({ items: [5, 4], has_more: true });
  expect(listed([5, 4], { limit: 2, before_id: null })).toEqual({ items: [5, 4], has_more: false });
});

test("a page back is found oldest first, is shown newest first, and says whether newer ones precede it", () => {
  expect(listed([3, 4, 5], { limit: 2, before_id: "2" })).toEqual({ items: [4, 3], has_more: true });
  expect(listed([3], { limit: 2, before_id: "2" })).toEqual({ items: [3], has_more: false });
});
