import type { TaxCategory } from "./category-chain.ts";
import { REVERSE_CHARGE_IN } from "./invoice-notes.ts";
import { type Sourced, TABLE_REVIEWED_ON } from "./rate.ts";
import { EUROPEAN_UNION } from "./rates/european-union.ts";

/** A country where a registered business accounts for the tax on services that it buys abroad. */
export interface BusinessBuyerRule extends Sourced {
  readonly country: string;
  /** What the invoice has to say, in English and in the buyer's language. */
  readonly invoice_notes: readonly string[];
}

const checked_on = TABLE_REVIEWED_ON;
const IN_ENGLISH = "Reverse charge";

/** Articles 44, 196 and 226 (11a) of the VAT directive. */
const VAT_DIRECTIVE = "https://eur-lex.europa.eu/eli/dir/2006/112/oj";

const memberStates = EUROPEAN_UNION.map(({ country }): BusinessBuyerRule => {
  const local = REVERSE_CHARGE_IN[country];
  const article = "VAT is due from the customer: Articles 44 and 196, Directive 2006/112/EC.";
  const invoice_notes = [IN_ENGLISH, ...(local ? [local] : []), article];
  return { country, invoice_notes, source_url: VAT_DIRECTIVE, checked_on };
});

const elsewhere = (country: string, note: string, source_url: string): BusinessBuyerRule => ({
  country,
  invoice_notes: [IN_ENGLISH, note],
  source_url,
  checked_on,
});

/**
 * Only countries whose authority was found to say so. Elsewhere a business is charged like anybody, which it can claim
 * back, while tax that was not charged would be missing.
 */
export const BUSINESS_BUYER_RULES: readonly BusinessBuyerRule[] = [
  ...memberStates,
  elsewhere(
    "AU",
    "No GST is charged to a business that is registered for GST.",
    "https://www.ato.gov.au/Business/International-tax-for-business/GST-on-imported-services-and-digital-products/Information-for-business-purchasers/",
  ),
  elsewhere(
    "GB",
    "VAT is due from the customer: section 8, Value Added Tax Act 1994.",
    "https://www.gov.uk/guidance/vat-place-of-supply-of-services-notice-741a",
  ),
  elsewhere(
    "NO",
    "VAT (merverdiavgift) is due from the customer.",
    "https://www.skatteetaten.no/en/business-and-organisation/vat-and-duties/vat/foreign/e-commerce-voec/electronic-services/legal-information/who-can-use-the-simplified-system/",
  ),
  elsewhere(
    "NZ",
    "No GST is charged to a business that is registered for GST.",
    "https://www.ird.govt.nz/gst/gst-for-overseas-businesses/supplying-remote-services-into-new-zealand",
  ),
  elsewhere(
    "SG",
    "No GST is charged to a business that is registered for GST, which accounts for it itself.",
    "https://www.iras.gov.sg",
  ),
];

const RULE_BY_COUNTRY = new Map(BUSINESS_BUYER_RULES.map((rule) => [rule.country, rule]));

/**
 * The rule by which a business owes the tax instead of its seller: it has a tax id of its country, and the seller is
 * established in another one. A sale at home is taxed like any other.
 */
export function findBusinessBuyerRule(
  country: string | null,
  customer_tax_id: string | null,
  seller_country: string | null,
): BusinessBuyerRule | undefined {
  if (country === null || customer_tax_id === null) return undefined;
  if (seller_country === null || seller_country === country) return undefined;
  return RULE_BY_COUNTRY.get(country);
}

/** The rules are about services. Where goods are taxed depends on where they leave from, which is not known here. */
export function isReverseCharged(category: TaxCategory): boolean {
  return category !== "physical_goods" && category !== "donations";
}
