import { expect, test } from "vitest";
import { chooseLocale } from "./locale.ts";

test("the address decides before the browser does", () => {
  expect(chooseLocale("zh-CN", "en")).toBe("zh-CN");
  expect(chooseLocale("en", "zh-CN")).toBe("en");
  expect(chooseLocale("fr", "zh-CN")).toBe("en");
});

test("the browser's languages count by their weight", () => {
  expect(chooseLocale(undefined, "fr, en;q=0.3, zh-TW;q=0.8")).toBe("zh-CN");
  expect(chooseLocale("", "de-DE,en-GB;q=0.9,zh;q=0")).toBe("en");
  expect(chooseLocale(["zh"], undefined)).toBe("en");
});
