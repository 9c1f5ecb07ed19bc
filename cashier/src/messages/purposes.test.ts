import { expect, test } from "vitest";
import { en } from "./en.ts";
import { purposeTextsEn } from "./purposes-en.ts";
import { purposeTextsZhCn } from "./purposes-zh-cn.ts";

const variablesIn = (text: unknown) => String(text).match(/\{\w+\}/g) ?? [];

test("both languages say the same things of every purpose, with values that the page has", () => {
  for (const purpose of ["subscription", "trial", "setup"] as const) {
    const [english, chinese] = [purposeTextsEn[purpose], purposeTextsZhCn[purpose]];
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(english)) {
      const known = variablesIn(en[key as keyof typeof en]);
      for (const name of variablesIn(text)) expect(known).toContain(name);
      expect(variablesIn(chinese[key as keyof typeof chinese]).sort()).toEqual(variablesIn(text).sort());
    }
  }
});
