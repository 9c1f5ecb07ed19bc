import { expect, test } from "vitest";
import { chooseLocale } from "./locale.ts";

test.each([
  ["zh", "en-US", "zh-CN"],
  ["zh-CN", undefined, "zh-CN"],
  ["en", "zh-CN", "en"],
  ["fr", "zh-CN", "en"],
  [undefined, "zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"],
  [undefined, "en;q=0.5, zh-CN;q=0.8", "zh-CN"],
  [undefined, "fr-FR,fr;q=0.9,en;q=0.8,zh;q=0.7", "en"],
  [undefined, "zh;q=0, en;q=0.1", "en"],
  [undefined, "zhx", "en"],
  [undefined, undefined, "en"],
  [["zh", "en"], "*", "en"],
])("?locale=%s with a browser that prefers %s gets %s", (requested, accept_language, locale) => {
  expect(chooseLocale(requested, accept_language)).toBe(locale);
});
