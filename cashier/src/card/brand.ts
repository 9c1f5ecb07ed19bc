/** What the page needs to know of a card brand. */
export interface Brand {
  type: BrandType;
  name: string;
  gaps: readonly number[];
  lengths: readonly number[];
  cvc_digits: number;
}

export type BrandType =
  | "visa"
  | "mastercard"
  | "amex"
  | "discover"
  | "diners"
  | "jcb"
  | "unionpay"
  | "maestro";

interface Row extends Brand {
  prefix: RegExp;
}

const FOURS = [4, 8, 12];
const EXPRESS = [4, 10];

function row(type: BrandType, name: string, prefix: RegExp, lengths: readonly number[], gaps = FOURS): Row {
  return { type, name, prefix, lengths, gaps, cvc_digits: type === "amex" ? 4 : 3 };
}

// The first row whose prefix fits wins. Maestro comes last: what begins like it is often one of the others.
const rows: readonly Row[] = [
  row("visa", "Visa", /^4/, [16, 18, 19]),
  row("mastercard", "Mastercard", /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]),
  row("amex", "American Express", /^3[47]/, [15], EXPRESS),
  row("discover", "Discover", /^(6011|64[4-9]|65)/, [16, 19]),
  row("diners", "Diners Club", /^(30[0-5]|3[689])/, [14, 16, 19], EXPRESS),
  row("jcb", "JCB", /^(2131|1800|352[89]|35[3-8])/, [16, 17, 18, 19]),
  row("unionpay", "UnionPay", /^(62|81[0-7])/, [14, 15, 16, 17, 18, 19]),
  row("maestro", "Maestro", /^(5[0678]|63|67)/, [12, 13, 14, 15, 16, 17, 18, 19]),
];

/** The brand of the digits typed so far, or null while they could be several, or none that the page knows. */
export function brandOf(digits: string): Brand | null {
  return rows.find(({ prefix }) => prefix.test(digits)) ?? null;
}

/** The brand that the server names by this word; null for one that the page does not know. */
export function brandNamed(type: string): Brand | null {
  return rows.find((brand) => brand.type === type) ?? null;
}
