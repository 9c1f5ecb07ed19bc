import { expect, test } from "vitest";
import { listed } from "./page.ts";

const things = (...ids: number[]) => ids.map((id) => ({ id: String(id) }));

test("a page forward has the newest first, and says whether older ones follow", () => {
  const first = { limit: 2, after_id: null };
  expect(listed(things(5, 4, 3), first)).toMatchObject({ items: things(5, 4), has_more: true });
  expect(listed(things(5, 4), first)).toMatchObject({ items: things(5, 4), has_more: false });
});

test("a page back is found oldest first, is shown newest first, and says whether newer ones precede it", () => {
  const back = { limit: 2, before_id: "2" };
  expect(listed(things(3, 4, 5), back)).toMatchObject({ items: things(4, 3), has_more: true });
  expect(listed(things(3), back)).toMatchObject({ items: things(3), has_more: false });
});

test.each([
  ["forward", { limit: 2, after_id: "5" }, things(5, 4, 3), things(4, 3)],
  ["back", { limit: 2, after_id: null, before_id: "5" }, things(5, 6, 7), things(7, 6)],
])("a cursor that is found in the list is not on its own page: %s", (_, page, found, items) => {
  expect(listed(found, page)).toEqual({ items, has_more: false, cursor_seen: true });
  const more = listed([...found, { id: "later" }], page);
  expect(more).toEqual({ items, has_more: true, cursor_seen: true });
});

test("a cursor that is not of the list takes nothing away from its page", () => {
  const page = { limit: 2, after_id: "5" };
  expect(listed(things(4, 3), page)).toEqual({ items: things(4, 3), has_more: false, cursor_seen: false });
  expect(listed(things(4, 3, 2, 1), page)).toMatchObject({ items: things(4, 3), has_more: true });
  expect(listed([], page)).toEqual({ items: [], has_more: false, cursor_seen: false });
});
