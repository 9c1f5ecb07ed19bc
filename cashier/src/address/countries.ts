import type { Locale } from "../view.ts";

// ISO 3166-1 alpha-2: each word is a first letter and then all the second letters that follow it.
const CODES =
  "ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR " +
  "GABDEFGHILMNPQRSTUWY HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ " +
  "NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ " +
  "VACEGINU WFS YET ZAMW";

export interface Choice {
  value: string;
  label: string;
}

/** Every ISO country code. */
export function countryCodes(): string[] {
  return CODES.split(" ").flatMap(([first, ...seconds]) => seconds.map((second) => `${first}${second}`));
}

/** The name of one country in the buyer's language. */
export function countryName(code: string, locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: "region", fallback: "code" }).of(code) ?? code;
}

/** Every country, named and sorted in the buyer's language. */
export function countryChoices(locale: Locale): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  const choices = countryCodes().map((value) => ({ value, label: names.of(value) ?? value }));
  const { compare } = new Intl.Collator(locale);
  return choices.sort((left, right) => compare(left.label, right.label));
}
