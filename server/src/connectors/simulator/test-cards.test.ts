import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { behaviourOf } from "./test-cards.ts";

const UNKNOWN = behaviourOf("4539578763621486", "payment");
/** Its check digit is wrong, so that nobody asks the issuer. */
const NO_CARD = "4242424242424241";

/** The card numbers on a page of the documentation. */
function numbersOn(page: string): string[] {
  const text = readFileSync(new URL(`../../../../docs/${page}`, import.meta.url), "utf8");
  return [...text.matchAll(/`(\d[\d ]{12,22}\d)`/g)].map(([, number = ""]) => number.replaceAll(" ", ""));
}

test("the issuer knows every card on the page of test cards, in both languages", () => {
  const numbers = numbersOn("test-cards.md");
  expect(numbers.length).toBeGreaterThan(50);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbersOn("test-cards.zh-CN.md")).toEqual(numbers);
  for (const number of numbers.filter((number) => number !== NO_CARD)) {
    expect(behaviourOf(number, "payment"), number).not.toEqual(UNKNOWN);
  }
});

test("a card of fraud is disputed, and one that only looks like it is warned of", () => {
  expect(behaviourOf("4000000000000259", "payment")).toMatchObject({
    kind: "approve",
    disputes: [{ reason: "fraudulent" }],
  });
  expect(behaviourOf("4000000000005423", "payment")).toMatchObject({
    kind: "approve",
    disputes: [{ is_warning: true }],
  });
});
