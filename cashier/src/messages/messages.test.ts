import { expect, test } from "vitest";
import { messagesFor } from "./catalogue.ts";
import { en } from "./en.ts";
import { fill } from "./index.ts";
import { zhCn } from "./zh-cn.ts";

type Tree = { [key: string]: string | Tree };

function variablesIn(tree: Tree, path = ""): Record<string, string[]> {
  return Object.entries(tree).reduce((found, [key, text]) => {
    if (typeof text !== "string") return Object.assign(found, variablesIn(text, `${path}${key}.`));
    return Object.assign(found, { [path + key]: (text.match(/\{\w+\}/g) ?? []).sort() });
  }, {});
}

test("every language fills in the same variables", () => {
  expect(variablesIn(zhCn as Tree)).toEqual(variablesIn(en as Tree));
});

test("no text is empty", () => {
  expect(JSON.stringify(zhCn)).not.toContain('""');
  expect(JSON.stringify(en)).not.toContain('""');
});

test("the button says the amount in the buyer's language", () => {
  expect(fill(messagesFor("en").pay, { amount: "$10.79" })).toBe("Pay $10.79");
  expect(fill(messagesFor("zh-CN").pay, { amount: "US$10.79" })).toBe("支付 US$10.79");
});
