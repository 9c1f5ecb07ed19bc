import { stdnum } from "stdnum";

/** How a country's tax ids are written, and what checks them. */
export interface TaxIdForm {
  /** What the id is called. */
  readonly name: string;
  /** How it is written, for whoever has got it wrong. */
  readonly form: string;
  /** The letters that it begins with; they may be left out. */
  readonly prefix?: string;
  /** Whether an id without its prefix, and without spaces and punctuation, can be one. */
  readonly isValid: (id: string) => boolean;
}

/** The check of a country's kind of number, by the names that the library gives them. */
function checkedBy(country: string, number: string): (id: string) => boolean {
  const validator = stdnum[country]?.[number];
  if (validator === undefined) throw new TypeError(`Nothing checks ${country} ${number}`);
  return (id) => validator.validate(id).isValid;
}

const matches = (pattern: RegExp) => (id: string) => pattern.test(id);

function vat(prefix: string, form: string, country: string, number: string): TaxIdForm {
  return { name: "VAT number", form: `${prefix} and ${form}`, prefix, isValid: checkedBy(country, number) };
}

function registration(name: string, form: string, country: string, number: string): TaxIdForm {
  return { name, form, isValid: checkedBy(country, number) };
}

/** By country. For most, a check digit finds what was mistyped; whether the id was ever issued, it cannot tell. */
export const TAX_ID_FORMS: Readonly<Record<string, TaxIdForm>> = {
  AT: vat("AT", "U with 8 digits", "AT", "uid"),
  BE: vat("BE", "10 digits", "BE", "vat"),
  BG: vat("BG", "9 or 10 digits", "BG", "vat"),
  CY: vat("CY", "8 digits and a letter", "CY", "vat"),
  CZ: vat("CZ", "8 to 10 digits", "CZ", "dic"),
  DE: vat("DE", "9 digits", "DE", "vat"),
  DK: vat("DK", "8 digits", "DK", "cvr"),
  EE: vat("EE", "9 digits", "EE", "kmkr"),
  ES: vat("ES", "9 characters, the first or the last a letter", "ES", "nif"),
  FI: vat("FI", "8 digits", "FI", "alv"),
  FR: vat("FR", "2 characters with 9 digits", "FR", "tva"),
  GR: vat("EL", "9 digits", "GR", "vat"),
  HR: vat("HR", "11 digits", "HR", "oib"),
  HU: vat("HU", "8 digits", "HU", "anum"),
  IE: vat("IE", "7 digits with 1 or 2 letters", "IE", "vat"),
  IT: vat("IT", "11 digits", "IT", "iva"),
  LT: vat("LT", "9 or 12 digits", "LT", "pvm"),
  LU: vat("LU", "8 digits", "LU", "tva"),
  LV: vat("LV", "11 digits", "LV", "pvn"),
  MT: vat("MT", "8 digits", "MT", "vat"),
  NL: vat("NL", "9 digits, B and 2 digits", "NL", "btw"),
  PL: vat("PL", "10 digits", "PL", "nip"),
  PT: vat("PT", "9 digits", "PT", "nif"),
  RO: vat("RO", "2 to 10 digits", "RO", "cui"),
  SE: vat("SE", "12 digits, the last two 01", "SE", "vat"),
  SI: vat("SI", "8 digits", "SI", "ddv"),
  SK: vat("SK", "10 digits", "SK", "dph"),

  AU: registration("ABN", "11 digits", "AU", "abn"),
  CH: {
    name: "UID",
    form: "CHE and 9 digits, with or without MWST, TVA or IVA",
    prefix: "CHE",
    isValid: (id) => checkedBy("CH", "uid")(`CHE${id}`),
  },
  CL: registration("RUT", "8 or 9 characters, the last a digit or K", "CL", "rut"),
  CO: registration("NIT", "8 to 16 digits", "CO", "nit"),
  GB: vat("GB", "9 or 12 digits", "GB", "vat"),
  IN: registration("GSTIN", "15 characters such as 27AAPFU0939F1ZV", "IN", "gstin"),
  IS: registration("VSK number", "5 or 6 digits", "IS", "vsk"),
  JP: registration("corporate number", "13 digits, with or without T before them", "JP", "cn"),
  KR: registration("business registration number", "10 digits", "KR", "brn"),
  MX: registration("RFC", "12 or 13 characters", "MX", "rfc"),
  NO: registration("organisation number", "9 digits, with or without MVA behind them", "NO", "orgnr"),
  NZ: registration("IRD number", "8 or 9 digits", "NZ", "ird"),
  SG: {
    name: "GST registration number",
    form: "a UEN such as 197401143C, or M with 9 characters",
    isValid: (id) => checkedBy("SG", "uen")(id) || matches(/^M[0-9A-Z]\d{7}[0-9A-Z]$/)(id),
  },
  TR: registration("VKN", "10 digits", "TR", "vkn"),
  TW: registration("UBN", "8 digits", "TW", "ubn"),
  ZA: registration("VAT number", "10 digits, the first a 4", "ZA", "vat"),

  AE: { name: "TRN", form: "15 digits, the first three 100", isValid: matches(/^100\d{12}$/) },
  SA: { name: "VAT number", form: "15 digits, the first and the last a 3", isValid: matches(/^3\d{13}3$/) },
};
