import { expect, test } from "vitest";
import { isRefusal } from "../../kit/result.ts";
import { EUROPEAN_UNION } from "./rates/european-union.ts";
import { parseTaxId } from "./tax-id.ts";
import { TAX_ID_FORMS } from "./tax-id-forms.ts";

/** Ids whose check digits are right. Nobody in particular is meant by them. */
const VALID: Readonly<Record<string, string>> = {
  AT: "ATU13585627",
  BE: "BE0428759497",
  BG: "BG175074752",
  CY: "CY10259033P",
  CZ: "CZ25123891",
  DE: "DE136695976",
  DK: "DK13585628",
  EE: "EE100931558",
  ES: "ESB58378431",
  FI: "FI20774740",
  FR: "FR40303265045",
  GR: "EL094259216",
  HR: "HR33392005961",
  HU: "HU12892312",
  IE: "IE6433435F",
  IT: "IT00743110157",
  LT: "LT119511515",
  LU: "LU15027442",
  LV: "LV40003521600",
  MT: "MT11679112",
  NL: "NL004495445B01",
  PL: "PL8567346215",
  PT: "PT501964843",
  RO: "RO18547290",
  SE: "SE123456789701",
  SI: "SI50223054",
  SK: "SK2022749619",
  AE: "100123456700003",
  AU: "83914571673",
  CH: "CHE107787577",
  CL: "125319092",
  CO: "2131234321",
  GB: "GB980780684",
  IN: "27AAPFU0939F1ZV",
  IS: "00621",
  JP: "5835678256246",
  KR: "1168200276",
  MX: "GODE561231GR8",
  NO: "995525828",
  NZ: "49098576",
  SA: "300123456700003",
  SG: "197401143C",
  TR: "4540536920",
  TW: "00501503",
  ZA: "4840127561",
};

test("there is a form for every member state of the European Union, and a valid id of every form", () => {
  for (const { country } of EUROPEAN_UNION) expect(TAX_ID_FORMS[country]?.prefix, country).toBeDefined();
  expect(Object.keys(VALID).sort()).toEqual(Object.keys(TAX_ID_FORMS).sort());
});

test.each(Object.entries(VALID))("an id of %s is known by its check digits: %s", (country, id) => {
  expect(parseTaxId(country, id)).toBe(id);
  expect(parseTaxId(country, ` ${id.toLowerCase()} `)).toBe(id);
  for (const wrong of [`${id}9999999`, "1", "DROP TABLE", "ß"]) {
    expect(isRefusal(parseTaxId(country, wrong)), wrong).toBe(true);
  }
});

test("an id may be written with or without the letters of its country, with spaces and punctuation", () => {
  expect(parseTaxId("DE", "136695976")).toBe("DE136695976");
  expect(parseTaxId("DE", "de 136 695-976")).toBe("DE136695976");
  expect(parseTaxId("GR", "GR094259216")).toBe("EL094259216");
  expect(parseTaxId("CH", "CHE-107.787.577 MWST")).toBe("CHE107787577");
  expect(parseTaxId("NO", "NO 995 525 828 MVA".slice(3))).toBe("995525828");
  expect(parseTaxId("JP", "T5835678256246")).toBe("5835678256246");
  expect(parseTaxId("SG", "M90367530Y")).toBe("M90367530Y");
  expect(parseTaxId("AU", "83 914 571 673")).toBe("83914571673");
});

test("an id with a digit mistyped, or of another country, is refused with the form that is expected", () => {
  expect(parseTaxId("DE", "DE136695975")).toMatchObject({
    refused: "parameter_invalid",
    param: "customer_tax_id",
    message: expect.stringMatching(/DE.*VAT number.*DE and 9 digits/),
  });
  expect(isRefusal(parseTaxId("DE", "FR40303265045"))).toBe(true);
});

test("an id of a country whose form is not known is taken as it is, if it can be one", () => {
  expect(parseTaxId("BR", "11.222.333/0001-81")).toBe("11222333000181");
  expect(isRefusal(parseTaxId("BR", "<script>"))).toBe(true);
  expect(isRefusal(parseTaxId("BR", ""))).toBe(true);
});

test("an id without a country is refused, because ids are told apart by it", () => {
  expect(parseTaxId(null, "DE136695976")).toMatchObject({ refused: "parameter_missing" });
});
