import { expect, test } from "vitest";
import { readOrder } from "./order.ts";

const GOOD = { product: "mug", merchant: "mor", presentation: "link", buyer_country: "DE", locale: "zh-CN" };
const read = (fields: unknown) => readOrder(Buffer.from(JSON.stringify(fields)));

test("a complete order is read", () => {
  expect(read(GOOD)).toMatchObject({ ...GOOD, product: { id: "mug", unit_amount: 1800 } });
});

test("a buyer need not say where they are, nor in which language", () => {
  expect(read({ ...GOOD, buyer_country: undefined, locale: undefined })).toMatchObject({ locale: "en" });
  expect(read({ ...GOOD, buyer_country: "" })).toMatchObject({ buyer_country: undefined });
});

test.each([
  [{ ...GOOD, product: "yacht" }, /^product/],
  [{ ...GOOD, product: "toString" }, /^product/],
  [{ ...GOOD, merchant: "__proto__" }, /^merchant/],
  [{ ...GOOD, presentation: "popup" }, /^presentation/],
  [{ ...GOOD, buyer_country: "de" }, /^buyer_country/],
  [{ ...GOOD, buyer_country: null }, /^buyer_country/],
  [null, /JSON object/],
])("%j is refused", (fields, complaint) => {
  expect(read(fields)).toMatch(complaint);
});

test("a body that is not JSON is refused", () => {
  expect(readOrder(Buffer.from("{"))).toMatch(/JSON object/);
});
