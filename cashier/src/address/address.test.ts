import { expect, test } from "vitest";
import { messagesFor } from "../messages/catalogue.ts";
import { countryChoices, countryCodes } from "./countries.ts";
import { regionChoices } from "./regions.ts";

test("every ISO country can be chosen, once", () => {
  const codes = countryCodes();
  expect(codes).toHaveLength(249);
  expect(new Set(codes).size).toBe(249);
  for (const code of codes) expect(code).toMatch(/^[A-Z]{2}$/);
});

test("countries are named in the buyer's language", () => {
  expect(countryChoices("en")).toContainEqual({ value: "DE", label: "Germany" });
  expect(countryChoices("zh-CN")).toContainEqual({ value: "DE", label: "德国" });
});

test("every language names the same regions", () => {
  const codes = (locale: "en" | "zh-CN", country: "US" | "CA" | "AU") =>
    regionChoices(country, messagesFor(locale)).map(({ value }) => value);
  for (const country of ["US", "CA", "AU"] as const)
    expect(codes("zh-CN", country)).toEqual(codes("en", country));
  expect(codes("en", "US")).toHaveLength(51);
  expect(regionChoices("CA", messagesFor("en"))[0]).toEqual({ value: "AB", label: "Alberta" });
});
