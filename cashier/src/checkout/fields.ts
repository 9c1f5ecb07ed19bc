import { hasPostalCode, isPostalCode, requiresPostalCode } from "../address/postal-code.ts";
import { hasRegions, requiresRegion } from "../address/regions.ts";
import { brandOf } from "../card/brand.ts";
import { digitsOf } from "../card/digits.ts";
import { expiryProblem } from "../card/expiry.ts";
import { numberProblem } from "../card/number.ts";
import type { FieldProblem } from "../messages/index.ts";

/** What the buyer has typed, as it stands in the form. */
export interface Fields {
  email: string;
  number: string;
  expiry: string;
  cvc: string;
  name: string;
  country: string;
  region: string;
  postal_code: string;
}

export type FieldName = keyof Fields;
export type FieldProblems = Partial<Record<FieldName, FieldProblem>>;

/** The fields in the order in which they stand on the page. */
export const FIELD_ORDER: readonly FieldName[] = [
  "email",
  "number",
  "expiry",
  "cvc",
  "name",
  "country",
  "region",
  "postal_code",
];

/** Those of them that make a card: from the number to the name. */
export const CARD_FIELDS: readonly FieldName[] = FIELD_ORDER.slice(1, 5);

const DEFAULT_CVC_DIGITS = 3;

/** How many digits the security code of the typed card has. */
export function cvcDigits(fields: Fields): number {
  return brandOf(digitsOf(fields.number))?.cvc_digits ?? DEFAULT_CVC_DIGITS;
}

/** True when the page shows this field for the chosen country. */
export function isAsked(field: FieldName, country: string): boolean {
  if (field === "region") return hasRegions(country);
  if (field === "postal_code") return hasPostalCode(country);
  return true;
}

/** True when nothing can be paid while this field is empty. */
export function isRequired(field: FieldName, country: string): boolean {
  if (field === "region") return requiresRegion(country);
  if (field === "postal_code") return requiresPostalCode(country);
  return true;
}

function emailProblem(email: string): FieldProblem | null {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(email.trim()) ? null : "email_invalid";
}

function filledProblem(field: FieldName, fields: Fields, today: Date): FieldProblem | null {
  switch (field) {
    case "email":
      return emailProblem(fields.email);
    case "number": {
      const problem = numberProblem(digitsOf(fields.number));
      return problem && `number_${problem}`;
    }
    case "expiry": {
      const problem = expiryProblem(fields.expiry, today);
      return problem && `expiry_${problem}`;
    }
    case "cvc":
      return digitsOf(fields.cvc).length === cvcDigits(fields) ? null : "cvc_incomplete";
    case "postal_code":
      return hasPostalCode(fields.country) && isPostalCode(fields.postal_code, fields.country)
        ? null
        : "postal_code_invalid";
    default:
      return null;
  }
}

/** What is wrong with one field, or null. */
export function problemOf(field: FieldName, fields: Fields, today: Date): FieldProblem | null {
  if (!isAsked(field, fields.country)) return null;
  if (fields[field].trim() === "") return isRequired(field, fields.country) ? `${field}_required` : null;
  return filledProblem(field, fields, today);
}

/** What is wrong with the form, field by field; empty when it may be sent. */
export function problemsOf(fields: Fields, today: Date, names = FIELD_ORDER): FieldProblems {
  const problems: FieldProblems = {};
  for (const field of names) {
    const problem = problemOf(field, fields, today);
    if (problem) problems[field] = problem;
  }
  return problems;
}
