import { expect, test } from "vitest";
import { negotiateLanguage } from "./language.ts";

test.each([
  [undefined, "en"],
  ["", "en"],
  ["*", "en"],
  ["zh", "zh-CN"],
  ["zh-CN", "zh-CN"],
  ["zh-Hant-TW", "zh-CN"],
  ["ZH_cn", "zh-CN"],
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
  ["en-US,en;q=0.9,zh;q=0.95", "en"],
  ["en;q=0.5, zh-CN;q=0.8", "zh-CN"],
  ["en ; q = 0.5 , zh", "zh-CN"],
  ["fr-FR, fr;q=0.9, zh;q=0.2, en;q=0.1", "zh-CN"],
  ["fr, de", "en"],
  ["zh;q=0", "en"],
  ["zh;q=0, *", "en"],
  ["en;q=0, *;q=0.1", "zh-CN"],
  ["en;q=0", "en"],
  ["zh, en", "zh-CN"],
  ["en, zh", "en"],
  ["*, zh;q=0.5", "en"],
  ["zh;q=2, en;q=0.1", "en"],
  ["zh;q=abc", "en"],
  ["zhx, en;q=0.1", "en"],
  [";q=1,,, zh;q=0.001", "zh-CN"],
])("a caller who accepts %j is answered in %s", (accept_language, language) => {
  expect(negotiateLanguage(accept_language, ["en", "zh-CN"])).toBe(language);
});
