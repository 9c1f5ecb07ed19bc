import { expect, test } from "vitest";
import { confirm } from "./operations/confirm.ts";
import { get } from "./operations/get.ts";
import { idIn, suppliesNeeded, supplyOf } from "./supply.ts";

test("what is used once runs out, and what only is looked at takes turns", () => {
  const once = supplyOf(confirm.supply, ["pi_1", "pi_2"]);
  expect([once(), once(), once()]).toEqual(["pi_1", "pi_2", undefined]);
  const again = supplyOf(get.supply, ["pi_1", "pi_2"]);
  expect([again(), again(), again()]).toEqual(["pi_1", "pi_2", "pi_1"]);
});

test("an operation that needs nothing never runs out", () => {
  expect(suppliesNeeded(null, 5000)).toBe(0);
  expect(supplyOf(null, [])()).toBe("");
});

test("as many are made as are likely to be used up", () => {
  expect(suppliesNeeded(confirm.supply, 5000)).toBe(5000);
  expect(suppliesNeeded(get.supply, 1_000_000)).toBeLessThan(10_000);
});

test("the id is the payment's, wherever it stands in the answer", () => {
  const body = Buffer.from('{"object":"payment_intent","latest_charge":"ch_2","id":"pi_0aB9"}');
  expect(idIn({ status: 200, body })).toBe("pi_0aB9");
  expect(() => idIn({ status: 200, body: Buffer.from("{}") })).toThrow(/names no payment/);
});
