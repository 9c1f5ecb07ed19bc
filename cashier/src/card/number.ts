import { brandOf } from "./brand.ts";
import { caretAfter, digitsOf, type Edit, type Masked, withoutSeparatorTrap } from "./digits.ts";

const DEFAULT_GAPS = [4, 8, 12];
const LONGEST_NUMBER = 19;

/** Groups card digits as they are printed: 4-4-4-4, or 4-6-5 for American Express. */
export function groupNumber(digits: string): string {
  const brand = brandOf(digits);
  const kept = digits.slice(0, Math.max(...(brand?.lengths ?? [LONGEST_NUMBER])));
  const gaps = brand?.gaps ?? DEFAULT_GAPS;
  // Nineteen-digit numbers carry one more group than the usual gaps say.
  const edges = [0, ...gaps, ...(gaps.length === 3 ? [16] : [])];
  const groups = edges.map((start, index) => kept.slice(start, edges[index + 1]));
  return groups.filter((group) => group !== "").join(" ");
}

/** Regroups the number after an edit and keeps the caret beside the digit it was beside. */
export function maskNumber(edit: Edit): Masked {
  const { value, caret } = withoutSeparatorTrap(edit);
  const masked = groupNumber(digitsOf(value));
  return { value: masked, caret: caretAfter(masked, digitsOf(value.slice(0, caret)).length) };
}

/** The checksum that card numbers carry in their last digit. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** What is wrong with a number, or null. A number of unknown brand is left to the server to judge. */
export function numberProblem(digits: string): "incomplete" | "invalid" | null {
  const brand = brandOf(digits);
  const shortest = Math.min(...(brand?.lengths ?? [12]));
  if (digits.length < shortest) return "incomplete";
  if (brand && !brand.lengths.includes(digits.length)) return "invalid";
  // UnionPay has issued cards without the checksum.
  if (brand?.type === "unionpay") return null;
  return passesLuhn(digits) ? null : "invalid";
}
