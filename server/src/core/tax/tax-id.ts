import type { Message } from "../../kit/message.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import { TAX_ID_FORMS } from "./tax-id-forms.ts";

/** What an id may carry behind it without being another one. */
const SUFFIXES: Readonly<Record<string, RegExp>> = { CH: /(MWST|TVA|IVA)$/, NO: /MVA$/ };

/** The same id in other letters. */
const OTHER_PREFIXES: Readonly<Record<string, string>> = { GR: "GR", JP: "T" };

const ANY_ID = /^[A-Z0-9]{1,30}$/;

/**
 * The buyer's VAT or GST id, checked as far as the country's form is known, in one way of writing: upper case, without
 * spaces and punctuation, with the prefix of the country where ids have one. Ids of countries whose form is not known
 * are taken as they are.
 */
export function parseTaxId(country: string | null, text: string): string | Refusal {
  if (country === null) {
    return refuse("parameter_missing", "customer_tax_id needs the buyer's country.", "customer_tax_id");
  }
  const id = text.toUpperCase().replace(/[\s.\-/]/g, "");
  const form = TAX_ID_FORMS[country];
  if (form === undefined)
    return ANY_ID.test(id) ? id : refuseId({ template: "letters and digits, 30 at the most" }, country);
  const { name, prefix = "", isValid } = form;
  const bare = withoutSuffix(withoutPrefix(id, country, prefix), country);
  if (!ANY_ID.test(bare) || !isValid(bare))
    return refuseId({ template: "a {name}, which is {form}", values: { name, form: form.form } }, country);
  return `${prefix}${bare}`;
}

function refuseId(expected: Message, country: string): Refusal {
  return refuse(
    "parameter_invalid",
    "Invalid customer_tax_id: for a buyer in {country} it must be {expected}. Check it for typing errors, or leave it out.",
    "customer_tax_id",
    { country, expected },
  );
}

function withoutPrefix(id: string, country: string, prefix: string): string {
  const found = [prefix, OTHER_PREFIXES[country] ?? ""].find((start) => start !== "" && id.startsWith(start));
  return found === undefined ? id : id.slice(found.length);
}

function withoutSuffix(id: string, country: string): string {
  const suffix = SUFFIXES[country];
  return suffix === undefined ? id : id.replace(suffix, "");
}
