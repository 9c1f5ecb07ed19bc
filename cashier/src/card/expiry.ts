import { digitsOf, type Edit, type Masked, withoutSeparatorTrap } from "./digits.ts";

export interface Expiry {
  exp_month: number;
  exp_year: number;
}

const LONGEST_VALIDITY_YEARS = 30;
const LONGEST_TYPED = "12 / 2028".length;

/** Writes an expiry date as MM/YY while it is typed; "1228", "5/28", "12 / 2028" and "2028-12" are understood. */
export function groupExpiry(text: string): string {
  const yearFirst = /^\s*(20\d\d)\D+(\d{1,2})\s*$/.exec(text.normalize("NFKC"));
  const plain = yearFirst ? `${yearFirst[2]}/${yearFirst[1]}` : text.normalize("NFKC");
  const shortMonth = /^\D*([1-9])\D/.test(plain) || /^\D*[2-9]/.test(plain);
  const digits = digitsOf(shortMonth ? `0${digitsOf(plain)}` : plain);
  if (digits.length < 2) return digits;
  return `${digits.slice(0, 2)}/${shortYear(digits.slice(2, 6))}`;
}

/** Reduces 2028 to 28 once all four digits are there; "20" and "202" may still become 2028. */
function shortYear(year: string): string {
  return year.startsWith("20") ? (year.length === 4 ? year.slice(2) : year) : year.slice(0, 2);
}

/** Regroups the date while it is typed at its end. In the middle it is left alone, or the caret would jump about. */
export function maskExpiry(edit: Edit): Masked {
  const { value, caret } = withoutSeparatorTrap(edit);
  if (caret < value.length) return { value: value.slice(0, LONGEST_TYPED), caret };
  const masked = groupExpiry(value);
  return { value: masked, caret: masked.length };
}

/** The month and year of "MM/YY", or null when it is not a date. */
export function parseExpiry(text: string): Expiry | null {
  const match = /^(\d\d)\/(\d\d)$/.exec(groupExpiry(text));
  if (!match) return null;
  const exp_month = Number(match[1]);
  if (exp_month < 1 || exp_month > 12) return null;
  return { exp_month, exp_year: 2000 + Number(match[2]) };
}

/** What is wrong with an expiry date, or null. A card is good until the end of its month. */
export function expiryProblem(text: string, today: Date): "invalid" | "past" | null {
  const expiry = parseExpiry(text);
  if (!expiry) return "invalid";
  const months = (expiry.exp_year - today.getFullYear()) * 12 + expiry.exp_month - (today.getMonth() + 1);
  if (months < 0) return "past";
  return months > LONGEST_VALIDITY_YEARS * 12 ? "invalid" : null;
}
