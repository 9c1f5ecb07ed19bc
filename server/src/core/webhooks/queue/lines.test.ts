import { expect, test } from "vitest";
import type { ClaimedDelivery } from "./delivery.ts";
import { createLines } from "./lines.ts";
import { createPlaces } from "./places.ts";

function fullLine(count: number) {
  const places = createPlaces({ first: 2, fewest: 1, most: 4, most_claimed: 100 });
  const lines = createLines(places);
  places.learn("shop", true, 10);
  for (let number = 1; number <= count; number++) {
    lines.queue({ id: String(number), endpoint: { id: "shop" } } as ClaimedDelivery);
  }
  const begin = () => {
    const next = lines.next("shop");
    if (next !== undefined) lines.begin("shop", 0);
    return next?.id;
  };
  return { places, lines, begin };
}

test("an endpoint has as many under way as it has places, the first in line first", () => {
  const { lines, begin } = fullLine(5);
  expect([begin(), begin(), begin(), begin()]).toEqual(["1", "2", "3", undefined]);
  expect([lines.size(), lines.waiting()]).toEqual([5, 2]);
  lines.end("shop", 10);
  expect(begin()).toBe("4");
});

test("when the endpoint loses its places, those who wait are sent home", () => {
  const { places, lines, begin } = fullLine(5);
  begin();
  begin();
  places.learn("shop", false, 10);
  expect(lines.shorten("shop").map(({ id }) => id)).toEqual(["3", "4", "5"]);
  expect([lines.size(), lines.waiting(), lines.room("shop")]).toEqual([2, 0, 0]);
});

test("what is known of an endpoint is how much more may be claimed for it, with nothing under way as well", () => {
  const { lines, begin } = fullLine(1);
  begin();
  expect(lines.known(["new"])).toEqual([
    { id: "shop", claimed: 1, room: 32, is_suspect: false },
    { id: "new", claimed: 0, room: 2, is_suspect: false },
  ]);
  lines.end("shop", 10);
  expect(lines.known([])).toEqual([]);
  expect(lines.room("shop")).toBe(33);
});

test("an endpoint is silent when it has answered nothing for two seconds that it was asked", () => {
  const { lines, begin } = fullLine(3);
  begin();
  begin();
  expect(lines.silent(1_999)).toEqual([]);
  lines.end("shop", 1_999);
  expect(lines.silent(3_998)).toEqual([]);
  expect(lines.silent(3_999)).toEqual(["shop"]);
});

test("what suspects have claimed counts against the half that they may have together", () => {
  const { places, lines, begin } = fullLine(5);
  begin();
  expect(lines.roomOfSuspects(20)).toBe(10);
  places.suspect("shop");
  expect(lines.roomOfSuspects(20)).toBe(5);
  expect(lines.roomOfSuspects(8)).toBe(0);
});
