import { TAX_CATEGORIES } from "./categories.ts";

export type TaxCategory = (typeof TAX_CATEGORIES)[number]["code"];

/**
 * Where to look next when a place has no rate for a category. `donations` ends without `general`: nothing is given for
 * a donation, so there is no sale that could be taxed.
 */
const WIDER = {
  general: null,
  digital_goods: "general",
  software: "digital_goods",
  saas: "software",
  e_books: "digital_goods",
  e_periodicals: "digital_goods",
  digital_audio: "digital_goods",
  digital_video: "digital_goods",
  games: "digital_goods",
  online_courses: "digital_goods",
  services: "general",
  donations: null,
  physical_goods: "general",
} as const satisfies Record<TaxCategory, TaxCategory | null>;

/** The category itself, then ever wider ones. */
export function categoryChain(category: TaxCategory): TaxCategory[] {
  const chain: TaxCategory[] = [];
  for (let next: TaxCategory | null = category; next !== null; next = WIDER[next]) chain.push(next);
  return chain;
}

const CODES: ReadonlySet<string> = new Set(TAX_CATEGORIES.map(({ code }) => code));

/**
 * The category of a line. What has none, or one that nobody knows, is taxed as goods in general: at the standard rate,
 * because a reduced rate is for what has been said to qualify for it.
 */
export function categoryOf(code: string | null): TaxCategory {
  return code !== null && CODES.has(code) ? (code as TaxCategory) : "general";
}
