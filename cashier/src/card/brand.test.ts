import creditCardType from "credit-card-type";
import { expect, test } from "vitest";
import { brandOf } from "./brand.ts";

const numbers = [
  ...["4242424242424242", "4000056655665556", "5555555555554444", "2223003122003222", "5200828282828210"],
  ...["5105105105105100", "378282246310005", "371449635398431", "6011111111111117", "6445644564456445"],
  ...["3056930009020004", "36227206271667", "3566002020360505", "6200000000000005", "6759649826438453"],
];

/** The library's words where ours, which are the server's, are shorter. */
const OURS: Readonly<Record<string, string>> = { "american-express": "amex", "diners-club": "diners" };

test.each(numbers)("the brand of %s is the one that a card library names", (number) => {
  const [expected] = creditCardType(number);
  const brand = brandOf(number);
  expect(brand?.type).toBe(OURS[expected?.type ?? ""] ?? expected?.type);
  expect(brand?.lengths).toEqual(expected?.lengths);
  expect(brand?.gaps).toEqual(expected?.gaps);
  expect(brand?.cvc_digits).toBe(expected?.code.size);
});

test("no brand is shown while several are possible", () => {
  expect(brandOf("")).toBeNull();
  expect(brandOf("5")).toBeNull();
  expect(brandOf("60")).toBeNull();
  expect(brandOf("51")?.name).toBe("Mastercard");
});
