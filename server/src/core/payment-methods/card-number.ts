import type { CardBrand } from "./payment-method.ts";

/** The check digit of ISO/IEC 7812. UnionPay issues numbers without it. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index++) {
    const digit = number.charCodeAt(number.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

interface BrandRange {
  readonly brand: CardBrand;
  /** The first and last issuer prefix, of the same length. */
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
}

const LONG = [14, 15, 16, 17, 18, 19];

const RANGES: readonly BrandRange[] = [
  { brand: "visa", from: "4", to: "4", lengths: [13, 16, 18, 19] },
  { brand: "mastercard", from: "51", to: "55", lengths: [16] },
  { brand: "mastercard", from: "2221", to: "2720", lengths: [16] },
  { brand: "amex", from: "34", to: "34", lengths: [15] },
  { brand: "amex", from: "37", to: "37", lengths: [15] },
  { brand: "discover", from: "6011", to: "6011", lengths: [16, 19] },
  { brand: "discover", from: "644", to: "649", lengths: [16, 19] },
  { brand: "discover", from: "65", to: "65", lengths: [16, 19] },
  { brand: "diners", from: "300", to: "305", lengths: LONG },
  { brand: "diners", from: "36", to: "36", lengths: LONG },
  { brand: "diners", from: "38", to: "39", lengths: LONG },
  { brand: "jcb", from: "3528", to: "3589", lengths: [16, 17, 18, 19] },
  { brand: "jcb", from: "2131", to: "2131", lengths: [15] },
  { brand: "jcb", from: "1800", to: "1800", lengths: [15] },
  { brand: "unionpay", from: "620", to: "620", lengths: LONG },
  { brand: "unionpay", from: "6210", to: "6299", lengths: LONG },
  { brand: "unionpay", from: "810", to: "817", lengths: LONG },
];

function rangeOf(number: string): BrandRange | undefined {
  const matches = RANGES.filter(({ from, to }) => {
    const prefix = number.slice(0, from.length);
    return prefix.length === from.length && prefix >= from && prefix <= to;
  });
  // Ranges of different brands overlap; the longest prefix is the one that the issuer was given.
  return matches.sort((left, right) => right.from.length - left.from.length)[0];
}

export function brandOf(number: string): CardBrand {
  return rangeOf(number)?.brand ?? "unknown";
}

/** Whether the digits can be a card number at all: length and check digit. */
export function isCardNumber(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const range = rangeOf(number);
  if (range !== undefined && !range.lengths.includes(number.length)) return false;
  return range?.brand === "unionpay" || passesLuhn(number);
}

/** American Express prints four digits on the front, everybody else three on the back. */
export function isSecurityCode(security_code: string, brand: CardBrand): boolean {
  if (brand === "amex") return /^\d{3,4}$/.test(security_code);
  return brand === "unknown" ? /^\d{3,4}$/.test(security_code) : /^\d{3}$/.test(security_code);
}
