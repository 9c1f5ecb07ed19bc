import { expect, test } from "vitest";
import { isCountry } from "./country.ts";

test("a country is known by its two letters in upper or lower case", () => {
  for (const code of ["DE", "us", "Gb", "XK"]) expect(isCountry(code), code).toBe(true);
});

test("codes that name no country are not known", () => {
  for (const code of ["ZZ", "EU", "UK", "EL", "AN", "DEU", "D", "", "ıt", "D ", "1A"])
    expect(isCountry(code), code).toBe(false);
});

test("all 249 countries of ISO 3166-1 are there, and Kosovo", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  expect(codes.filter(isCountry)).toHaveLength(250);
});
