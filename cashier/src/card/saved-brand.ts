import { type Brand, type BrandType, brandNamed } from "./brand.ts";

const TYPES: Partial<Record<string, BrandType>> = { amex: "american-express", diners: "diners-club" };

/** The brand of a card that the server knows, by the server's word for it. */
export function savedBrand(word: string): Brand | null {
  return brandNamed(TYPES[word] ?? word);
}

/** "04/30", of a month and a year. */
export function validTo({ exp_month, exp_year }: { exp_month: number; exp_year: number }): string {
  return `${String(exp_month).padStart(2, "0")}/${String(exp_year).slice(-2)}`;
}
